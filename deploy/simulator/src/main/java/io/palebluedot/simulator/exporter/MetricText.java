package io.palebluedot.simulator.exporter;

import java.util.LinkedHashMap;
import java.util.Map;

/** Prometheus text format 0.0.4: samples gathered by metric, each metric with its HELP and TYPE once. */
final class MetricText {

    private final Map<String, StringBuilder> metrics = new LinkedHashMap<>();

    void add(String name, String type, String help, String labels, double value) {
        StringBuilder lines = metrics.computeIfAbsent(
                name,
                metric ->
                        new StringBuilder("# HELP " + metric + " " + help + "\n# TYPE " + metric + " " + type + "\n"));
        lines.append(name);
        if (!labels.isEmpty()) {
            lines.append('{').append(labels).append('}');
        }
        lines.append(' ').append(number(value)).append('\n');
    }

    @Override
    public String toString() {
        return String.join("", metrics.values());
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
