package io.palebluedot.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.palebluedot.local.server.LocalException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A small client of the public REST API, as a user's script would be; survives a service that is away for a while. */
public final class Api {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CALL = Duration.ofSeconds(15);
    private static final Duration AWAY = Duration.ofMinutes(1);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    private final String base;
    private String token = "";

    public Api(String base) {
        this.base = base;
    }

    /** Status and body of an answer. */
    public record Answer(int status, JsonNode body) {
        public JsonNode data() {
            return body.path("data");
        }
    }

    public void signIn(String user, String password) {
        var body = JSON.createObjectNode().put("username", user).put("password", password);
        token = expect(call("POST", "/api/v1/auth/token", body.toString()), 200, 201)
                .data()
                .path("access_token")
                .asText();
    }

    public JsonNode get(String path) {
        return expect(call("GET", path, null), 200).body();
    }

    /** GET that may fail, for waiting. */
    public Answer tryGet(String path) {
        return call("GET", path, null);
    }

    public Answer post(String path, @Nullable String json) {
        return expect(call("POST", path, json), 200, 201, 202);
    }

    /** POST that may be refused. */
    public Answer tryPost(String path, String json) {
        return call("POST", path, json);
    }

    public Answer put(String path, String json) {
        return expect(call("PUT", path, json), 200, 202);
    }

    public Answer delete(String path) {
        return expect(call("DELETE", path, null), 200, 202, 204);
    }

    /** Any call to any address, without the token; for the simulator. */
    public Answer raw(String method, String url, @Nullable String json) {
        return send(request(method, url, json).build());
    }

    static Stream<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Asks again until the answer is right. */
    public JsonNode until(String what, Duration limit, Supplier<JsonNode> ask, Predicate<JsonNode> right) {
        long end = System.nanoTime() + limit.toNanos();
        JsonNode last = MissingNode.getInstance();
        while (System.nanoTime() < end) {
            last = ask.get();
            if (right.test(last)) {
                return last;
            }
            LockSupport.parkNanos(200_000_000);
        }
        String text = last.toString();
        throw new LocalException("not within " + limit.toSeconds() + " s: " + what + "; last seen "
                + (text.length() > 400 ? text.substring(0, 400) + "…" : text));
    }

    /** Retries while the gateway or the service behind it is away (503, or no connection). */
    private Answer call(String method, String path, @Nullable String json) {
        long end = System.nanoTime() + AWAY.toNanos();
        while (true) {
            var request = request(method, base + path, json);
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            try {
                var answer = send(request.build());
                if (answer.status() != 503 || System.nanoTime() > end) {
                    return answer;
                }
            } catch (LocalException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
            LockSupport.parkNanos(300_000_000);
        }
    }

    private static HttpRequest.Builder request(String method, String url, @Nullable String json) {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(CALL);
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        return request.method(
                method, json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json));
    }

    private Answer send(HttpRequest request) {
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), parse(response.body()));
        } catch (IOException e) {
            throw new LocalException(request.method() + " " + request.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalException("interrupted", e);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode().put("text", text.length() > 300 ? text.substring(0, 300) : text);
        }
    }

    private static Answer expect(Answer answer, int... wanted) {
        for (int status : wanted) {
            if (answer.status() == status) {
                return answer;
            }
        }
        throw new LocalException("HTTP " + answer.status() + ": " + answer.body());
    }
}
