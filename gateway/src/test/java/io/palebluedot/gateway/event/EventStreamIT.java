package io.palebluedot.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.palebluedot.gateway.GatewayTest;
import io.palebluedot.gateway.testing.Api;
import io.palebluedot.gateway.testing.Journal;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@GatewayTest
class EventStreamIT {

    @TestHTTPResource
    URI base;

    @Test
    void eventsComeWithIdNameAndData() throws Exception {
        var lines = lines(Api.at(base).as("viewer"), "/events/stream?type=GPU*", 3);

        assertThat(lines)
                .filteredOn(line -> line.startsWith("id:"))
                .first()
                .asString()
                .endsWith("000000000001");
        assertThat(lines).anyMatch(line -> line.matches("event: ?GPUStatusChanged"));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("data:"))
                .first()
                .asString()
                .contains("\"position\":1");
    }

    @Test
    void aReaderResumesAfterTheLastEventThatItSaw() throws Exception {
        var api = Api.at(base).as("engineer").with("Last-Event-ID", "018f6d2e-7c1a-7b7e-9a3f-000000000007");

        var lines = lines(api, "/events/stream", 3);

        assertThat(lines)
                .filteredOn(line -> line.startsWith("id:"))
                .first()
                .asString()
                .endsWith("000000000008");
    }

    @Test
    void aSignOfLifeComesWhenNothingHappens() throws Exception {
        var response = open(Api.at(base).asAdmin(), "/events/stream");
        try (var reader = reader(response)) {
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                String line = reader.readLine();
                return line != null && line.startsWith(":");
            });
        }
    }

    @Test
    void troubleBeforeTheFirstEventIsAProblem() {
        var answer = Api.at(base).asAdmin().get("/events/stream?subject=gone");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");

        assertThat(Api.at(base)
                        .asAdmin()
                        .with("Last-Event-ID", "yesterday")
                        .get("/events/stream")
                        .status())
                .isEqualTo(400);
        assertThat(Api.at(base).get("/events/stream").status()).isEqualTo(401);
    }

    @Test
    void aSlowReaderHoldsTheServiceBackAndLeavingEndsTheCall() throws Exception {
        int open = Journal.open();
        int sent = Journal.sent();
        try (var socket = new Socket(InetAddress.getByName(base.getHost()), base.getPort())) {
            socket.setReceiveBufferSize(8_192);
            socket.getOutputStream()
                    .write(("GET /api/v1/events/stream?subject=many HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                    + io.palebluedot.testing.TestTokens.admin() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            await().atMost(Duration.ofSeconds(10)).until(() -> Journal.sent() > sent + 100);
            // Nobody reads: what was sent comes to a halt far below the million that is there.
            await().atMost(Duration.ofSeconds(20))
                    .during(Duration.ofSeconds(2))
                    .until(() -> Journal.sent(), now -> now == Journal.sent());
            assertThat(Journal.sent() - sent).isLessThan(100_000);
            assertThat(Journal.open()).isGreaterThan(open);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> Journal.open() <= open);
    }

    private List<String> lines(Api api, String path, int events) throws IOException, InterruptedException {
        var response = open(api, path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        var lines = new ArrayList<String>();
        try (var reader = reader(response)) {
            while (lines.stream().filter(line -> line.startsWith("data:")).count() < events) {
                lines.add(reader.readLine());
            }
        }
        return lines;
    }

    private static BufferedReader reader(HttpResponse<java.io.InputStream> response) {
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private static HttpResponse<java.io.InputStream> open(Api api, String path)
            throws IOException, InterruptedException {
        return Api.client().send(api.request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
    }
}
