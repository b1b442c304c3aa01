package io.palebluedot.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.palebluedot.local.process.ChildProcess;
import io.palebluedot.local.server.Sockets;
import io.palebluedot.local.stack.StackConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The simulator in a process of its own, with room for many servers, and its control API. */
final class SimulatedFleet implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final StackConfig config;
    private final ChildProcess process;
    private final HttpClient http = HttpClient.newHttpClient();

    SimulatedFleet(StackConfig config) {
        this.config = config;
        this.process = ChildProcess.start(new ChildProcess.Command(
                "simulator",
                "TERM",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1500m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-jar",
                        config.repository()
                                .resolve("deploy/simulator/target/simulator.jar")
                                .toString(),
                        "--servers",
                        Integer.toString(config.servers()),
                        "--first-index",
                        Integer.toString(config.firstIndex()),
                        "--bmc-port",
                        Integer.toString(config.ports().bmc()),
                        "--ipmi-port",
                        Integer.toString(config.ports().ipmi()),
                        "--control-port",
                        Integer.toString(config.ports().simulator()),
                        "--kubernetes-port",
                        Integer.toString(config.ports().kubernetes())),
                Map.of(),
                config.data(),
                config.log("simulator")));
        Sockets.await(config.ports().simulator(), "the simulator", LIMIT, process::alive);
    }

    /** Where the BMCs answer. */
    List<String> addresses() {
        return IntStream.range(config.firstIndex(), config.firstIndex() + config.servers())
                .mapToObj(i -> "127.20." + (i >> 8) + "." + (i & 255) + ":"
                        + config.ports().bmc())
                .toList();
    }

    /** Every request takes this long from now on. */
    void slow(int milliseconds) {
        send("DELETE", "/faults/slow", "");
        send("POST", "/faults", "{\"kind\":\"slow\",\"delay_ms\":" + milliseconds + "}");
    }

    /** The BMC at a position from 0 accepts requests and never answers. */
    void hang(int position) {
        send("POST", "/servers/" + (config.firstIndex() + position) + "/faults", "{\"kind\":\"hang\"}");
    }

    JsonNode traffic() {
        return send("GET", "/traffic", "");
    }

    void resetTraffic() {
        send("DELETE", "/traffic", "");
    }

    private JsonNode send(String method, String path, String body) {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + config.ports().simulator() + path))
                .timeout(LIMIT)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(method + " " + path + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        process.close();
    }
}
