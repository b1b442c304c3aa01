package io.palebluedot.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.palebluedot.local.server.LocalException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiTest {

    private final List<String> answers = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();
    private HttpServer server;
    private Api api;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            String answer = answers.removeFirst();
            byte[] body = answer.substring(4).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        api = new Api("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void carriesTheTokenOnceSignedIn() {
        answers.addAll(List.of("200 {\"data\":{\"access_token\":\"t\"}}", "200 {\"data\":[1]}"));
        api.signIn("admin", "secret");
        assertThat(api.get("/api/v1/gpus").path("data").size()).isEqualTo(1);
        assertThat(authorizations).containsExactly("null", "Bearer t");
    }

    @Test
    void asksAgainWhileAServiceIsAway() {
        answers.addAll(List.of("503 {}", "200 {\"data\":7}"));
        assertThat(api.get("/x").path("data").asInt()).isEqualTo(7);
    }

    @Test
    void anUnexpectedStatusIsToldWithItsBody() {
        answers.add("409 {\"code\":\"ILLEGAL_STATE\"}");
        assertThatThrownBy(() -> api.post("/x", "{}"))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("HTTP 409")
                .hasMessageContaining("ILLEGAL_STATE");
    }

    @Test
    void whatDoesNotComeInTimeIsToldWithWhatWasSeen() {
        for (int i = 0; i < 10; i++) {
            answers.add("200 {\"data\":\"enrolled\"}");
        }
        assertThatThrownBy(() -> api.until(
                        "server available",
                        Duration.ofMillis(300),
                        () -> api.get("/x").path("data"),
                        data -> data.asText().equals("available")))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("server available")
                .hasMessageContaining("enrolled");
    }
}
