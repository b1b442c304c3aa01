package io.palebluedot.hardware.driver.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Metric reports put back together (DSP0266, TelemetryService): each value names the resource and property that it is a copy of, so that
 * what reads the resource reads the report. A value without a property is the reading of a sensor. Values that the BMC calls stale are
 * absent, like those that are no number.
 */
final class MetricReport {

    private static final int MOST_VALUES = 20_000;
    private static final int DEEPEST = 8;

    private final Map<String, ObjectNode> resources = new HashMap<>();
    private final Predicate<String> wanted;

    /** Only resources whose path is wanted are kept. */
    MetricReport(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    void add(Resource report) {
        report.parts("MetricValues").stream().limit(MOST_VALUES).forEach(this::value);
    }

    /** What the reports tell of a resource; absent where they tell nothing. */
    Resource at(@Nullable String path) {
        if (path == null) {
            return Resource.absent("");
        }
        var json = resources.get(path);
        return json == null ? Resource.absent(path) : new Resource(path, json);
    }

    /** The sensor's reading. */
    @Nullable
    Double sensor(String path) {
        return at(path).number("Reading");
    }

    private void value(Resource value) {
        String source = value.text("MetricProperty");
        boolean stale = value.part("Oem", "Nvidia").isTrue("MetricValueStale");
        if (source == null || stale) {
            return;
        }
        int hash = source.indexOf('#');
        String path = Paths.of(hash < 0 ? source : source.substring(0, hash));
        if (path != null && wanted.test(path)) {
            put(path, hash < 0 ? "/Reading" : source.substring(hash + 1), node(value));
        }
    }

    private void put(String path, String pointer, @Nullable JsonNode value) {
        String[] names = pointer.split("/", -1);
        if (value == null || names.length < 2 || names.length > DEEPEST || !names[0].isEmpty()) {
            return;
        }
        var node = resources.computeIfAbsent(path, p -> JsonNodeFactory.instance.objectNode());
        for (int i = 1; i < names.length - 1; i++) {
            node = node.get(names[i]) instanceof ObjectNode inner ? inner : node.putObject(names[i]);
        }
        node.set(names[names.length - 1], value);
    }

    /** Reports write everything as text. */
    private static @Nullable JsonNode node(Resource value) {
        Double number = value.number("MetricValue");
        String text = value.text("MetricValue");
        if (number != null) {
            return JsonNodeFactory.instance.numberNode(number);
        }
        return switch (text == null ? "" : text) {
            case "" -> null;
            case "true", "false" -> JsonNodeFactory.instance.booleanNode("true".equals(text));
            default -> JsonNodeFactory.instance.textNode(text);
        };
    }
}
