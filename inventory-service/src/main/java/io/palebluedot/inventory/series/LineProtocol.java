package io.palebluedot.inventory.series;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Samples as lines of InfluxDB's line protocol: measurement {@code pbd}, tags in order of their names, times in milliseconds. */
final class LineProtocol {

    static final String MEASUREMENT = "pbd";

    private LineProtocol() {}

    static List<String> lines(List<Sample> samples) {
        return samples.stream()
                .filter(s -> !s.values().isEmpty())
                .map(LineProtocol::line)
                .toList();
    }

    private static String line(Sample sample) {
        var line = new StringBuilder(MEASUREMENT)
                .append(",kind=")
                .append(escape(sample.kind()))
                .append(",object=")
                .append(sample.objectId())
                .append(",server=")
                .append(sample.serverId())
                .append(",source=")
                .append(escape(sample.source()));
        char separator = ' ';
        for (Map.Entry<String, Double> field : new TreeMap<>(sample.values()).entrySet()) {
            line.append(separator).append(escape(field.getKey())).append('=').append(field.getValue());
            separator = ',';
        }
        return line.append(' ').append(sample.at().toEpochMilli()).toString();
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace(",", "\\,")
                .replace("=", "\\=")
                .replace(" ", "\\ ")
                .replace("\n", "_");
    }
}
