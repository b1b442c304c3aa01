package io.palebluedot.simulator.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Redfish resources of one server model by path (no trailing slash). Shared by all its servers and never changed;
 * callers copy a resource before they put state on it.
 */
public final class ResourceTree {

    private final String name;
    private final boolean captured;
    private final Map<String, ObjectNode> resources;

    /** Takes the resources as they are; {@code captured} tells a recording of a real machine from a model of ours. */
    public ResourceTree(String name, boolean captured, Map<String, ObjectNode> resources) {
        this.name = name;
        this.captured = captured;
        this.resources = Collections.unmodifiableMap(new TreeMap<>(resources));
    }

    /** The model's name as given on the command line. */
    public String name() {
        return name;
    }

    /** Whether this is a recording whose read-only parts must be served as they are. */
    public boolean captured() {
        return captured;
    }

    /** The shared resource at a path, to be read only. */
    public @Nullable ObjectNode get(String path) {
        return resources.get(path);
    }

    /** All paths in order. */
    public Set<String> paths() {
        return resources.keySet();
    }

    /** Paths of all resources of one schema, such as {@code ComputerSystem}; collections are another schema. */
    public List<String> ofType(String schema) {
        return resources.entrySet().stream()
                .filter(entry -> schema.equals(schemaOf(entry.getValue())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Member links of a collection, in its own order; none when there is no such collection. */
    public List<String> members(String collection) {
        ObjectNode resource = resources.get(collection);
        if (resource == null) {
            return List.of();
        }
        return resource.path("Members")
                .valueStream()
                .map(member -> normalise(member.path("@odata.id").asText()))
                .filter(path -> !path.isEmpty())
                .toList();
    }

    /** The schema word of {@code @odata.type}: {@code #Processor.v1_10_0.Processor} is {@code Processor}. */
    public static String schemaOf(JsonNode resource) {
        String type = resource.path("@odata.type").asText();
        int dot = type.indexOf('.');
        return type.startsWith("#") && dot > 0 ? type.substring(1, dot) : "";
    }

    /** The link in a property, such as {@code EnvironmentMetrics}, without a trailing slash. */
    public static @Nullable String link(JsonNode resource, String... names) {
        JsonNode node = resource;
        for (String each : names) {
            node = node.path(each);
        }
        String path = normalise(node.path("@odata.id").asText());
        return path.isEmpty() ? null : path;
    }

    /** The same path without its trailing slash. */
    public static String normalise(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** The last segment of a path. */
    public static String lastSegment(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The path without its last segment. */
    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "" : path.substring(0, slash);
    }
}
