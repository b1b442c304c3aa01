package io.palebluedot.inventory.series;

import io.palebluedot.inventory.InventoryConfig;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** HTTP to the time series database. */
@ApplicationScoped
class InfluxHttp {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final InventoryConfig.Influx config;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    InfluxHttp(InventoryConfig config) {
        this.config = config.influx();
    }

    boolean configured() {
        return config.url().filter(url -> !url.isBlank()).isPresent();
    }

    /** Posts lines, compressed. */
    Uni<HttpResponse<String>> write(String path, Map<String, String> query, List<String> lines) {
        var request = request(path, query)
                .header("Content-Type", "text/plain; charset=utf-8")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(gzip(String.join("\n", lines))))
                .build();
        return send(request);
    }

    /** Gets JSON; fails with UNAVAILABLE when the database does not answer 200. */
    Uni<String> get(String path, Map<String, String> query) {
        return send(request(path, query).GET().build())
                .onFailure()
                .transform(e -> away("it does not answer"))
                .map(response -> {
                    if (response.statusCode() != 200) {
                        throw away("it answers " + response.statusCode());
                    }
                    return response.body();
                });
    }

    private static RuntimeException away(String why) {
        return Failures.unavailable(
                "SERIES_UNAVAILABLE", "the time series database cannot be read: " + why, Duration.ofSeconds(5));
    }

    private Uni<HttpResponse<String>> send(HttpRequest request) {
        return Uni.createFrom().completionStage(() -> http.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
    }

    private HttpRequest.Builder request(String path, Map<String, String> query) {
        String base = config.url().orElseThrow().replaceAll("/+$", "");
        String parameters = query.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .sorted()
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(URI.create(base + path + "?" + parameters))
                .timeout(TIMEOUT);
        config.token().ifPresent(token -> request.header("Authorization", "Token " + token));
        return request;
    }

    private static byte[] gzip(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
