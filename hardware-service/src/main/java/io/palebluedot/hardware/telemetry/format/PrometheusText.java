package io.palebluedot.hardware.telemetry.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text exposition format of Prometheus, version 0.0.4. */
public final class PrometheusText {

    /** One line. */
    public record Sample(String name, Map<String, String> labels, double value) {

        public String label(String label) {
            return labels.getOrDefault(label, "");
        }
    }

    /** What was read; {@code broken} are lines that are none, at most a few */
    public record Page(List<Sample> samples, List<String> broken) {}

    private static final int MAX_BROKEN = 20;
    private static final int MAX_SAMPLES = 200_000;

    private PrometheusText() {}

    public static Page parse(String text) {
        var samples = new ArrayList<Sample>();
        var broken = new ArrayList<String>();
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var sample = line(line);
            if (sample != null && samples.size() < MAX_SAMPLES) {
                samples.add(sample);
            } else if (broken.size() < MAX_BROKEN) {
                broken.add(line.length() > 120 ? line.substring(0, 120) : line);
            }
        }
        return new Page(samples, broken);
    }

    private static @Nullable Sample line(String line) {
        int brace = line.indexOf('{');
        int space = line.indexOf(' ');
        int nameEnd = brace >= 0 && (space < 0 || brace < space) ? brace : space;
        if (nameEnd <= 0) {
            return null;
        }
        var labels = new LinkedHashMap<String, String>();
        int rest = nameEnd == brace ? labels(line, brace + 1, labels) : nameEnd;
        if (rest < 0) {
            return null;
        }
        String[] words = line.substring(rest).strip().split("\\s+", 2);
        Double value = number(words[0]);
        return value == null ? null : new Sample(line.substring(0, nameEnd), labels, value);
    }

    /** Reads labels up to the closing brace; answers the place after it, or -1. */
    private static int labels(String line, int from, Map<String, String> into) {
        int i = from;
        while (i < line.length() && line.charAt(i) != '}') {
            int equals = line.indexOf('=', i);
            if (equals < 0 || equals + 1 >= line.length() || line.charAt(equals + 1) != '"') {
                return -1;
            }
            var value = new StringBuilder();
            int end = quoted(line, equals + 2, value);
            if (end < 0) {
                return -1;
            }
            into.put(line.substring(i, equals).strip(), value.toString());
            i = end;
            while (i < line.length() && (line.charAt(i) == ',' || line.charAt(i) == ' ')) {
                i++;
            }
        }
        return i < line.length() ? i + 1 : -1;
    }

    private static int quoted(String line, int from, StringBuilder into) {
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\' && i + 1 < line.length()) {
                char escaped = line.charAt(++i);
                into.append(escaped == 'n' ? '\n' : escaped);
            } else {
                into.append(c);
            }
        }
        return -1;
    }

    private static @Nullable Double number(String word) {
        return switch (word) {
            case "+Inf", "Inf" -> Double.valueOf(Double.POSITIVE_INFINITY);
            case "-Inf" -> Double.valueOf(Double.NEGATIVE_INFINITY);
            default -> parsed(word);
        };
    }

    private static @Nullable Double parsed(String word) {
        try {
            return Double.valueOf(word);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
