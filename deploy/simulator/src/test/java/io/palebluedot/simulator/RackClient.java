package io.palebluedot.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.function.BooleanSupplier;

/** Talks to a rack over its sockets as an outsider does. */
final class RackClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final SimulatedRack rack;

    RackClient(SimulatedRack rack) {
        this.rack = rack;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** GET on a BMC that must answer 200. */
    JsonNode get(int server, String path) {
        HttpResponse<String> response = bmc(server, "GET", path, "");
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return json(response.body());
    }

    HttpResponse<String> bmc(int server, String method, String path, String body, String... headers) {
        String basic = Base64.getEncoder()
                .encodeToString(
                        (rack.user() + ":" + rack.password()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String[] all = new String[headers.length + 2];
        all[0] = "Authorization";
        all[1] = "Basic " + basic;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return send(rack.bmc(server).resolve(path), method, body, all);
    }

    HttpResponse<String> control(String method, String path, String body) {
        return send(rack.control().resolve(path), method, body, "Content-Type", "application/json");
    }

    JsonNode control(String path) {
        return json(control("GET", path, "").body());
    }

    HttpResponse<String> metrics(int server, int port) {
        return send(
                URI.create("http://" + rack.machine(server).identity().hostAddress() + ":" + port + "/metrics"),
                "GET",
                "");
    }

    static HttpResponse<String> send(URI uri, String method, String body, String... headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                    .timeout(Duration.ofSeconds(10))
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static void until(String what, BooleanSupplier reached) {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 15 s: " + what);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
