package io.palebluedot.bench;

import java.io.IOException;
import java.net.URI;
import java.util.function.Predicate;

/** A service's own metrics, in Prometheus' text. */
final class Gauges {

    private Gauges() {}

    /** Sum of all series whose line begins so. */
    static double sum(int port, Predicate<String> series) {
        try (var in =
                URI.create("http://127.0.0.1:" + port + "/q/metrics").toURL().openStream()) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .filter(series)
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
