package io.palebluedot.simulator.gnmi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.github.gnmi.proto.Path;
import com.github.gnmi.proto.PathElem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a path means in a tree: every node that it leads to, with the path of just that node (gNMI specification, 2.4.1 and wildcards of
 * the path conventions).
 */
final class Selection {

    /** A node and where it is. */
    record Found(Path path, JsonNode node) {}

    private final List<PathElem> wanted;
    private final List<Found> found = new ArrayList<>();

    private Selection(List<PathElem> wanted) {
        this.wanted = wanted;
    }

    static List<Found> of(JsonNode tree, Path prefix, Path path) {
        List<PathElem> elements = new ArrayList<>(prefix.getElemList());
        elements.addAll(path.getElemList());
        Selection selection = new Selection(elements);
        selection.walk(tree, 0, Path.newBuilder());
        return selection.found;
    }

    /** Without the name of the module that it may carry. */
    static String plain(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    private void walk(JsonNode node, int depth, Path.Builder here) {
        if (depth == wanted.size()) {
            found.add(new Found(here.build(), node));
            return;
        }
        PathElem element = wanted.get(depth);
        if (element.getName().equals("*")) {
            node.propertyStream().forEach(each -> enter(each.getKey(), each.getValue(), element, depth, here));
            return;
        }
        JsonNode child = node.path(plain(element.getName()));
        if (!child.isMissingNode()) {
            enter(plain(element.getName()), child, element, depth, here);
        }
    }

    private void enter(String name, JsonNode child, PathElem element, int depth, Path.Builder here) {
        boolean whole = depth + 1 == wanted.size() && element.getKeyCount() == 0;
        if (!(child instanceof ArrayNode entries) || whole) {
            step(name, Map.of(), child, depth, here);
            return;
        }
        for (JsonNode entry : entries) {
            String key = entry.has("name") ? "name" : entry.has("id") ? "id" : "index";
            boolean meant = element.getKeyMap().entrySet().stream()
                    .allMatch(each -> each.getValue().equals("*")
                            || entry.path(each.getKey()).asText().equals(each.getValue()));
            if (meant) {
                step(name, Map.of(key, entry.path(key).asText()), entry, depth, here);
            }
        }
    }

    private void step(String name, Map<String, String> keys, JsonNode node, int depth, Path.Builder here) {
        Path.Builder there =
                here.clone().addElem(PathElem.newBuilder().setName(name).putAllKey(keys));
        walk(node, depth + 1, there);
    }
}
