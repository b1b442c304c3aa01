package io.palebluedot.hardware.driver.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One Redfish resource, or a part of one. Whatever is absent, null, of another type or a vendor's placeholder reads as null: a BMC's
 * answer is never a reason to fail.
 */
record Resource(String path, JsonNode json) {

    private static final Set<String> PLACEHOLDERS = Set.of(
            "n/a",
            "na",
            "none",
            "null",
            "nan",
            "unknown",
            "not available",
            "not specified",
            "to be filled by o.e.m.",
            "default string",
            "0000-00-00t00:00:00z");
    private static final int LONGEST_PLACEHOLDER =
            PLACEHOLDERS.stream().mapToInt(String::length).max().orElseThrow();
    private static final Pattern UNFILLED = Pattern.compile("\\$[A-Z_]+|[0-9-]*X{4,}[X-]*|0+");

    static Resource absent(String path) {
        return new Resource(path, MissingNode.getInstance());
    }

    boolean present() {
        return json.isObject();
    }

    /** Text, or a number as text, below the property names. */
    @Nullable
    String text(String... names) {
        var node = node(names);
        if (!node.isTextual() && !node.isNumber()) {
            return null;
        }
        String text = node.asText().strip();
        return text.isEmpty() || placeholder(text) || unfilled(text) ? null : text;
    }

    private static boolean placeholder(String text) {
        return text.length() <= LONGEST_PLACEHOLDER && PLACEHOLDERS.contains(text.toLowerCase(java.util.Locale.ROOT));
    }

    /** The pattern begins with one of few characters; most texts do not. */
    private static boolean unfilled(String text) {
        char first = text.charAt(0);
        boolean may = first == '$' || first == 'X' || first == '-' || (first >= '0' && first <= '9');
        return may && UNFILLED.matcher(text).matches();
    }

    @Nullable
    Long whole(String... names) {
        Double number = number(names);
        return number == null ? null : Math.round(number);
    }

    @Nullable
    Integer integer(String... names) {
        Long whole = whole(names);
        return whole == null || whole != whole.intValue() ? null : whole.intValue();
    }

    /** A finite number; numbers in quotes count. */
    @Nullable
    Double number(String... names) {
        var node = node(names);
        if (node.isNumber()) {
            return node.asDouble();
        }
        if (!node.isTextual()) {
            return null;
        }
        try {
            double value = Double.parseDouble(node.asText().strip());
            return Double.isFinite(value) ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    boolean isTrue(String... names) {
        return node(names).asBoolean(false);
    }

    /** Path of a linked resource; null unless it is one on this BMC. */
    @Nullable
    String link(String... names) {
        var node = node(names);
        if (node.isArray() && !node.isEmpty()) {
            node = node.get(0);
        }
        return Paths.of(node.path("@odata.id").asText(""));
    }

    /** Paths of all linked resources of an array. */
    List<String> links(String... names) {
        var paths = new ArrayList<String>();
        for (var node : node(names)) {
            String path = Paths.of(node.path("@odata.id").asText(""));
            if (path != null) {
                paths.add(path);
            }
        }
        return paths;
    }

    /** Members of a collection; {@code Members: null} is an empty one. */
    List<String> members() {
        return links("Members");
    }

    /** Objects in an array property. */
    List<Resource> parts(String... names) {
        var parts = new ArrayList<Resource>();
        for (var node : node(names)) {
            parts.add(new Resource(path, node));
        }
        return parts;
    }

    Resource part(String... names) {
        return new Resource(path, node(names));
    }

    List<String> words(String... names) {
        var words = new ArrayList<String>();
        for (var node : node(names)) {
            if (node.isTextual()) {
                words.add(node.asText());
            }
        }
        return words;
    }

    /** A property of that name in any vendor's part of Oem. */
    @Nullable
    String oemText(String name) {
        for (var vendor : node("Oem")) {
            String text = new Resource(path, vendor).text(name);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** Last part of the path. */
    String id() {
        String id = text("Id");
        return id == null ? path.substring(path.lastIndexOf('/') + 1) : id;
    }

    private JsonNode node(String... names) {
        var node = json;
        for (String name : names) {
            node = node.path(name);
        }
        return node;
    }
}
