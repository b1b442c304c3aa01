package io.palebluedot.inventory.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same samples written to, and read from, databases that others wrote. */
class SeriesPeersIT {

    private static final UUID GPU = new UUID(1, 1);

    @TempDir
    Path folder;

    private Process process;

    @AfterEach
    void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void victoriaMetricsTakesVersionTwoAndAnswersPromql() throws IOException {
        var binary = find("PBD_VICTORIA_METRICS", "victoria-metrics");
        int port = freePort();
        start(
                binary,
                "-httpListenAddr=127.0.0.1:" + port,
                "-storageDataPath=" + folder.resolve("data"),
                "-retentionPeriod=1");
        String url = "http://127.0.0.1:" + port;
        untilAnswers(url + "/health");
        roundTrip(new TestInflux(url, "promql"), url + "/internal/force_flush");
    }

    @Test
    void influxOneTakesItsOwnPathAndAnswersInfluxql() throws IOException {
        var binary = find("PBD_INFLUXD", "influxd");
        int port = freePort();
        Files.writeString(folder.resolve("influx.conf"), """
                reporting-disabled = true
                bind-address = "127.0.0.1:%d"
                [meta]
                dir = "%s/meta"
                [data]
                dir = "%s/data"
                wal-dir = "%s/wal"
                [http]
                bind-address = "127.0.0.1:%d"
                """.formatted(freePort(), folder, folder, folder, port));
        start(binary, "run", "-config", folder.resolve("influx.conf").toString());
        String url = "http://127.0.0.1:" + port;
        untilAnswers(url + "/ping");
        get(url + "/query?q=create%20database%20pbd", "POST");
        roundTrip(new TestInflux(url, "influxql"), url + "/ping");
    }

    private static void roundTrip(TestInflux influx, String flush) throws IOException {
        var begin =
                Instant.ofEpochSecond(Instant.now().getEpochSecond() / 60 * 60).minusSeconds(600);
        for (int i = 0; i < 12; i++) {
            var sample = new Sample(
                    GPU,
                    new UUID(0, 1),
                    "gpu",
                    "dcgm",
                    begin.plusSeconds(i * 10L),
                    Map.of("gpu_power_watts", 300.0 + i, "gpu_temperature_celsius", 50.0));
            influx.series.write(List.of(sample)).await().indefinitely();
        }
        influx.flush();
        assertThat(influx.count("pbd.series.lines.stored")).isEqualTo(12);
        get(flush, "GET");

        var window = new Window(begin, begin.plusSeconds(120), Duration.ofSeconds(60), List.of("gpu_power_watts"));
        var read = influx.series.read(GPU, window).await().atMost(Duration.ofSeconds(5));
        assertThat(read)
                .containsExactly(new Series(
                        "gpu_power_watts",
                        List.of(new Series.Point(begin, 302.5), new Series.Point(begin.plusSeconds(60), 308.5))));
        var all = new Window(begin, begin.plusSeconds(120), Duration.ofSeconds(60), List.of());
        assertThat(influx.series.read(GPU, all).await().atMost(Duration.ofSeconds(5)))
                .extracting(Series::name)
                .containsExactlyInAnyOrder("gpu_power_watts", "gpu_temperature_celsius");
    }

    private static Path find(String variable, String name) {
        var binary = Optional.ofNullable(System.getenv(variable))
                .map(Path::of)
                .or(() -> Stream.of(System.getenv("PATH").split(":"))
                        .map(folder -> Path.of(folder, name))
                        .filter(Files::isExecutable)
                        .findFirst());
        assumeThat(binary)
                .as(name + " is not installed and " + variable + " is not set")
                .isPresent();
        return binary.orElseThrow();
    }

    private void start(Path binary, String... arguments) throws IOException {
        process = new ProcessBuilder(Stream.concat(Stream.of(binary.toString()), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private static void untilAnswers(String url) {
        var deadline = Instant.now().plus(Duration.ofSeconds(20));
        while (Instant.now().isBefore(deadline)) {
            try {
                get(url, "GET");
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(100_000_000);
            }
        }
        throw new AssertionError(url + " does not answer");
    }

    private static void get(String url, String method) throws IOException {
        try (var http = HttpClient.newHttpClient()) {
            http.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
