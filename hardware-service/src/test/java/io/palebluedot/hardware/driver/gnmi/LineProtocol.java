package io.palebluedot.hardware.driver.gnmi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Influx line protocol: {@code measurement,tag=value field=value,field="text" nanoseconds}. */
final class LineProtocol {

    record Line(String measurement, Map<String, String> tags, Map<String, String> fields, long at) {}

    private LineProtocol() {}

    static List<Line> read(String text) {
        return text.lines().filter(l -> !l.isBlank()).map(LineProtocol::line).toList();
    }

    private static Line line(String text) {
        var parts = split(text, ' ');
        if (parts.size() != 3) {
            throw new IllegalArgumentException("not a line of three parts: " + text);
        }
        var head = split(parts.getFirst(), ',');
        var tags = new TreeMap<String, String>();
        head.stream().skip(1).forEach(tag -> put(tags, tag));
        var fields = new TreeMap<String, String>();
        split(parts.get(1), ',').forEach(field -> put(fields, field));
        tags.replaceAll((name, value) -> unescaped(value));
        fields.replaceAll((name, value) -> value(value));
        return new Line(head.getFirst(), tags, fields, Long.parseLong(parts.get(2)));
    }

    private static void put(Map<String, String> into, String pair) {
        var sides = split(pair, '=');
        String name = sides.getFirst();
        into.put(unescaped(name), pair.substring(name.length() + 1));
    }

    /** As text: numbers without their type's letter, strings without quotes. */
    private static String value(String raw) {
        if (raw.startsWith("\"")) {
            return raw.substring(1, raw.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
        }
        return raw.matches("-?[0-9]+[iu]") ? raw.substring(0, raw.length() - 1) : raw;
    }

    private static String unescaped(String text) {
        return text.replaceAll("\\\\([,= ])", "$1");
    }

    /** Splits outside of quotes, and not after a backslash. */
    private static List<String> split(String text, char at) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                part.append(c).append(text.charAt(++i));
            } else if (c == at && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                quoted ^= c == '"';
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
