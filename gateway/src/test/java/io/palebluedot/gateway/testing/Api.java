package io.palebluedot.gateway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.palebluedot.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client of the gateway under test. Immutable. */
public final class Api {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;
    private final Map<String, String> headers;

    private Api(URI base, Map<String, String> headers) {
        this.base = base;
        this.headers = headers;
    }

    public static Api at(URI base) {
        return new Api(base, Map.of());
    }

    public Api asAdmin() {
        return with("Authorization", "Bearer " + TestTokens.admin());
    }

    public Api as(String role) {
        return with(
                "Authorization",
                "Bearer "
                        + switch (role) {
                            case "admin" -> TestTokens.admin();
                            case "operator" -> TestTokens.operator();
                            case "engineer" -> TestTokens.engineer("engineer", "018f6d2e-7c1a-7b7e-9a3f-2b1c4d5e6f70");
                            case "viewer" -> TestTokens.viewer();
                            case "service" -> TestTokens.service("hardware-service");
                            default -> throw new IllegalArgumentException(role);
                        });
    }

    public Api with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Api(base, more);
    }

    public Answer get(String path) {
        return send("GET", path, "");
    }

    public Answer post(String path, String body) {
        return send("POST", path, body);
    }

    public Answer put(String path, String body) {
        return send("PUT", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, "");
    }

    public Answer send(String method, String path, String body) {
        var publisher =
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        return send(method, path, publisher, body.isEmpty());
    }

    public Answer send(String method, String path, HttpRequest.BodyPublisher body, boolean empty) {
        try {
            var request = request(path).method(method, body);
            if (!empty && !headers.containsKey("Content-Type")) {
                request.header("Content-Type", "application/json");
            }
            return new Answer(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A request on which more can be said; relative paths are under /api/v1. */
    public HttpRequest.Builder request(String path) {
        String full = path.startsWith("//") ? path.substring(1) : "/api/v1" + path;
        var request = HttpRequest.newBuilder(base.resolve(full)).timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        return request;
    }

    public static HttpClient client() {
        return CLIENT;
    }

    /** What came back. */
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + response.body(), e);
            }
        }

        public JsonNode data() {
            return json().path("data");
        }

        public String code() {
            return json().path("code").asText();
        }
    }
}
