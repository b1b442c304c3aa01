package io.palebluedot.simulator.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Unfolds a built-in model: resources by path template, where {@code {gpu}} counts over the range {@code gpu},
 * {@code {gpu-1}} shifts it, {@code "#{gpu}"} is the number itself and {@code "Members": "*"} stands for all children.
 * Paths and {@code @odata.id}s follow from the template; {@code ${…}} stays and is filled per server when served.
 */
final class ModelFile {

    private static final Pattern COUNTER = Pattern.compile("(?<!\\$)\\{([a-z]+)([+-]\\d+)?}");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<String, ObjectNode> resources = new TreeMap<>();
    private final JsonNode ranges;

    private ModelFile(JsonNode ranges) {
        this.ranges = ranges;
    }

    static ResourceTree read(String name, InputStream source) throws IOException {
        JsonNode file = new ObjectMapper().readTree(source);
        ModelFile model = new ModelFile(file.path("ranges"));
        file.path("resources").propertyStream().forEach(each -> model.unfold(each.getKey(), each.getValue(), Map.of()));
        model.resources.forEach(model::complete);
        return new ResourceTree(name, false, model.resources);
    }

    private void unfold(String path, JsonNode body, Map<String, Integer> counters) {
        Matcher open = COUNTER.matcher(path);
        while (open.find()) {
            String counter = open.group(1);
            if (!counters.containsKey(counter)) {
                JsonNode range = ranges.path(counter);
                for (int i = range.path(0).asInt(); i <= range.path(1).asInt(-1); i++) {
                    Map<String, Integer> deeper = new TreeMap<>(counters);
                    deeper.put(counter, i);
                    unfold(path, body, deeper);
                }
                return;
            }
        }
        resources.put(fill(path, counters), (ObjectNode) filled(body, counters));
    }

    private static JsonNode filled(JsonNode node, Map<String, Integer> counters) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = NODES.objectNode();
                object.propertyStream().forEach(each -> copy.set(each.getKey(), filled(each.getValue(), counters)));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = NODES.arrayNode();
                array.forEach(each -> copy.add(filled(each, counters)));
                yield copy;
            }
            case TextNode text
            when text.textValue().startsWith("#{") ->
                IntNode.valueOf(Integer.parseInt(fill(text.textValue().substring(1), counters)));
            case TextNode text -> TextNode.valueOf(fill(text.textValue(), counters));
            default -> node;
        };
    }

    private static String fill(String text, Map<String, Integer> counters) {
        return COUNTER.matcher(text).replaceAll(match -> {
            Integer value = counters.get(match.group(1));
            if (value == null) {
                return Matcher.quoteReplacement(match.group());
            }
            return String.valueOf(value + (match.group(2) == null ? 0 : Integer.parseInt(match.group(2))));
        });
    }

    private void complete(String path, ObjectNode resource) {
        resource.put("@odata.id", path);
        if (resource.path("Members").isTextual()) {
            List<String> children = resources.keySet().stream()
                    .filter(each -> ResourceTree.parent(each).equals(path))
                    .sorted(ModelFile::byNumber)
                    .toList();
            ArrayNode members = resource.putArray("Members");
            children.forEach(child -> members.addObject().put("@odata.id", child));
            resource.put("Members@odata.count", children.size());
        } else if (!resource.has("Id") && !ResourceTree.schemaOf(resource).endsWith("Collection")) {
            resource.put("Id", ResourceTree.lastSegment(path));
        }
    }

    /** GPU_2 before GPU_10: shorter names first, then alphabetical. */
    private static int byNumber(String left, String right) {
        String leftWord = left.replaceAll("\\d+$", "");
        String rightWord = right.replaceAll("\\d+$", "");
        if (leftWord.equals(rightWord) && left.length() != right.length()) {
            return Integer.compare(left.length(), right.length());
        }
        return left.compareTo(right);
    }
}
