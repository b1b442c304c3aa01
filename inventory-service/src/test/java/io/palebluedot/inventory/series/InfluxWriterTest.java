package io.palebluedot.inventory.series;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The v2 write contract, against a server that answers what each test wants. */
class InfluxWriterTest {

    private final List<String> paths = new ArrayList<>();
    private final List<List<String>> bodies = new ArrayList<>();
    private Function<List<String>, Integer> answer = lines -> 204;
    private String retryAfter = "";
    private final HttpServer server = start();
    private final TestInflux influx =
            new TestInflux("http://127.0.0.1:" + server.getAddress().getPort() + "/", "influxql");

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void writesCompressedLinesWithATokenAndMilliseconds() {
        influx.writer.add(List.of("a", "b"));
        influx.flush();
        assertThat(paths).containsExactly("/api/v2/write?bucket=pbd&org=pbd&precision=ms gzip Token a-token");
        assertThat(bodies).containsExactly(List.of("a", "b"));
        assertThat(influx.count("pbd.series.lines.stored")).isEqualTo(2);
    }

    @Test
    void findsTheBadLineAndBuriesOnlyIt() {
        answer = lines -> lines.contains("bad") ? 400 : 204;
        influx.writer.add(List.of("a", "b", "bad", "c", "d"));
        influx.flush();
        assertThat(influx.buried).containsExactly("bad");
        assertThat(influx.count("pbd.series.lines.stored")).isEqualTo(4);
        assertThat(influx.count("pbd.series.lines.dead")).isEqualTo(1);
    }

    @Test
    void halvesWhatIsTooLarge() {
        answer = lines -> lines.size() > 2 ? 413 : 204;
        influx.writer.add(List.of("a", "b", "c", "d", "e"));
        influx.flush();
        assertThat(influx.count("pbd.series.lines.stored")).isEqualTo(5);
    }

    @Test
    void goesBackToVersionOneWhereVersionTwoIsNotThere() {
        answer = lines -> paths.getLast().startsWith("/api/v2") ? 404 : 204;
        influx.writer.add(List.of("a"));
        influx.flush();
        influx.writer.add(List.of("b"));
        influx.flush();
        assertThat(paths.subList(1, 3)).allMatch(path -> path.startsWith("/write?db=pbd&precision=ms"));
        assertThat(influx.count("pbd.series.lines.stored")).isEqualTo(2);
    }

    @Test
    void waitsAsLongAsItIsToldAndLosesNothing() {
        answer = lines -> 429;
        retryAfter = "60";
        influx.writer.add(List.of("a", "b"));
        influx.flush();
        influx.flush();
        assertThat(bodies).as("no second try before its time").hasSize(1);
        assertThat(influx.count("pbd.series.lines.dropped")).isZero();
    }

    @Test
    void anOverloadedServerDoesNotLoseTheOrder() {
        answer = lines -> bodies.size() == 1 ? 503 : 204;
        retryAfter = "0";
        influx.writer.add(List.of("a"));
        influx.flush();
        influx.writer.add(List.of("b"));
        influx.flush();
        assertThat(bodies.getLast()).containsExactly("a", "b");
    }

    @Test
    void aFullQueueDropsTheOldestAndCounts() {
        var lines = new ArrayList<String>();
        for (int i = 0; i < 200_001; i++) {
            lines.add(Integer.toString(i));
        }
        influx.writer.add(lines);
        assertThat(influx.count("pbd.series.lines.dropped")).isEqualTo(1);
    }

    private HttpServer start() {
        try {
            var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/", this::handle);
            http.start();
            return http;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        paths.add(exchange.getRequestURI() + " " + headers.getFirst("Content-Encoding") + " "
                + headers.getFirst("Authorization"));
        var lines = new String(new GZIPInputStream(exchange.getRequestBody()).readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        bodies.add(lines);
        if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
        }
        exchange.sendResponseHeaders(answer.apply(lines), -1);
        exchange.close();
    }
}
