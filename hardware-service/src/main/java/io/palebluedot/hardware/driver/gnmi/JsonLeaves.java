package io.palebluedot.hardware.driver.gnmi;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Takes a JSON tree (RFC 7951, and plain JSON) apart into leaves. JSON does not tell which members of a list's entry are its keys:
 * OpenConfig keeps them beside {@code config} and {@code state}; elsewhere the first usual name is taken, at last the position.
 */
final class JsonLeaves {

    private static final List<String> USUAL_KEYS = List.of("name", "id", "index", "key", "number");
    private static final String POSITION = "position";

    private JsonLeaves() {}

    static void each(GnmiPath at, JsonNode json, Consumer<Leaf> sink) {
        if (json.isObject()) {
            members(at, json, sink);
        } else if (json.isArray()) {
            array(at, json, sink);
        } else if (!json.isNull()) {
            sink.accept(new Leaf(at.canonical(), scalar(json)));
        }
    }

    private static void members(GnmiPath at, JsonNode object, Consumer<Leaf> sink) {
        for (var member : object.properties()) {
            // RFC 7952: metadata about the member, not data.
            if (!member.getKey().startsWith("@")) {
                each(at.child(GnmiPath.bare(member.getKey())), member.getValue(), sink);
            }
        }
    }

    private static void array(GnmiPath at, JsonNode array, Consumer<Leaf> sink) {
        if (array.size() == 1 && array.get(0).isNull()) {
            // YANG's type "empty", RFC 7951 6.9.
            sink.accept(new Leaf(at.canonical(), GnmiValue.of(true)));
            return;
        }
        var items = new ArrayList<GnmiValue>();
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i).isValueNode()) {
                items.add(scalar(array.get(i)));
            } else {
                each(entry(at, array.get(i), i), array.get(i), sink);
            }
        }
        if (!items.isEmpty()) {
            sink.accept(new Leaf(at.canonical(), new GnmiValue.Many(items)));
        }
    }

    private static GnmiPath entry(GnmiPath list, JsonNode entry, int place) {
        if (list.elems().isEmpty()) {
            return list.child("", keys(entry, place));
        }
        var parent =
                new GnmiPath(list.origin(), list.elems().subList(0, list.elems().size() - 1));
        return parent.child(list.elems().getLast().name(), keys(entry, place));
    }

    private static Map<String, String> keys(JsonNode entry, int place) {
        var scalars = new TreeMap<String, String>();
        for (var member : entry.properties()) {
            if (member.getValue().isValueNode() && !member.getValue().isNull()) {
                scalars.put(GnmiPath.bare(member.getKey()), member.getValue().asText());
            }
        }
        if ((entry.path("config").isObject() || entry.path("state").isObject()) && !scalars.isEmpty()) {
            return scalars;
        }
        return USUAL_KEYS.stream()
                .filter(scalars::containsKey)
                .findFirst()
                .map(key -> Map.of(key, scalars.get(key)))
                .orElse(Map.of(POSITION, Integer.toString(place)));
    }

    private static GnmiValue scalar(JsonNode json) {
        return switch (json.getNodeType()) {
            case BOOLEAN -> GnmiValue.of(json.booleanValue());
            case NUMBER -> number(json);
            default -> GnmiValue.of(json.asText());
        };
    }

    private static GnmiValue number(JsonNode json) {
        if (json.isIntegralNumber()) {
            BigInteger whole = json.bigIntegerValue();
            return new GnmiValue.Whole(whole);
        }
        BigDecimal decimal = json.decimalValue();
        return new GnmiValue.Decimal(decimal);
    }
}
