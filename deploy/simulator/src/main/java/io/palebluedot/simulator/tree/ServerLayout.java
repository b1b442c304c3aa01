package io.palebluedot.simulator.tree;

import static io.palebluedot.simulator.tree.ResourceTree.link;
import static io.palebluedot.simulator.tree.ResourceTree.schemaOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a tree says about the server it belongs to: which system is the host, where its GPUs, BIOS, sessions and
 * network ports are, and which action stands behind which target.
 *
 * @param hostSystem the system that a person switches on and installs
 * @param biosSettings where BIOS changes wait for the next reset
 * @param bootNic the host's port that boots from the network; absent when the tree has none
 * @param macs every MAC address in the tree, lower case
 * @param targets advertised action targets: path to action, such as {@code ComputerSystem.Reset}
 * @param uploads paths that take a firmware image by HTTP push
 */
public record ServerLayout(
        ResourceTree tree,
        String hostSystem,
        @Nullable String bios,
        @Nullable String biosSettings,
        String sessions,
        @Nullable String bootNic,
        List<GpuSlot> gpus,
        Set<String> macs,
        Map<String, Target> targets,
        Set<String> uploads) {

    /** An action and the resource that advertises it. */
    public record Target(String resource, String action) {}

    /** Reads the layout off a tree. */
    public static ServerLayout of(ResourceTree tree) {
        String host = hostSystem(tree);
        ObjectNode system = Objects.requireNonNull(tree.get(host));
        String bios = link(system, "Bios");
        ObjectNode biosResource = bios == null ? null : tree.get(bios);
        ObjectNode root = Objects.requireNonNull(tree.get("/redfish/v1"));
        String sessions = link(root, "Links", "Sessions");
        ObjectNode update = tree.get("/redfish/v1/UpdateService");
        return new ServerLayout(
                tree,
                host,
                biosResource == null ? null : bios,
                biosResource == null ? null : link(biosResource, "@Redfish.Settings", "SettingsObject"),
                sessions == null ? "/redfish/v1/SessionService/Sessions" : sessions,
                bootNic(tree, host),
                new GpuFinder(tree).find(),
                macs(tree),
                targets(tree),
                update == null ? Set.of() : uploads(update));
    }

    /** The GPU whose resource this is, by any of its paths. */
    public @Nullable GpuSlot gpuAt(String path) {
        for (GpuSlot gpu : gpus) {
            if (path.equals(gpu.processor())
                    || path.equals(gpu.environment())
                    || path.equals(gpu.metrics())
                    || path.equals(gpu.memoryMetrics())
                    || path.equals(gpu.memory())
                    || path.equals(gpu.pcieDevice())) {
                return gpu;
            }
        }
        return null;
    }

    /** The host is the system with a boot section; else the first. */
    private static String hostSystem(ResourceTree tree) {
        List<String> systems = tree.members("/redfish/v1/Systems").stream()
                .filter(path -> tree.get(path) != null)
                .toList();
        if (systems.isEmpty()) {
            throw new IllegalArgumentException(tree.name() + " has no ComputerSystem");
        }
        return systems.stream()
                .filter(path -> Objects.requireNonNull(tree.get(path)).has("Boot"))
                .findFirst()
                .orElse(systems.getFirst());
    }

    private static @Nullable String bootNic(ResourceTree tree, String host) {
        return tree.members(host + "/EthernetInterfaces").stream()
                .filter(path -> {
                    ObjectNode nic = tree.get(path);
                    return nic != null && !nic.path("MACAddress").asText("").isBlank();
                })
                .findFirst()
                .orElse(null);
    }

    private static Set<String> macs(ResourceTree tree) {
        Set<String> found = new HashSet<>();
        for (String path : tree.paths()) {
            for (String property : List.of("MACAddress", "PermanentMACAddress")) {
                String mac =
                        Objects.requireNonNull(tree.get(path)).path(property).asText("");
                if (mac.length() == 17) {
                    found.add(mac.toLowerCase(Locale.ROOT));
                }
            }
        }
        return Set.copyOf(found);
    }

    private static Map<String, Target> targets(ResourceTree tree) {
        Map<String, Target> found = new HashMap<>();
        for (String path : tree.paths()) {
            ObjectNode resource = Objects.requireNonNull(tree.get(path));
            if (!schemaOf(resource).isEmpty()) {
                collect(path, resource.path("Actions"), found);
            }
        }
        return Map.copyOf(found);
    }

    private static void collect(String path, JsonNode actions, Map<String, Target> found) {
        actions.propertyStream().forEach(action -> {
            String target = action.getValue().path("target").asText("");
            if (action.getKey().startsWith("#") && !target.isEmpty()) {
                found.put(target, new Target(path, action.getKey().substring(1)));
            } else if (action.getValue().isObject()) {
                collect(path, action.getValue(), found);
            }
        });
    }

    private static Set<String> uploads(ObjectNode update) {
        Set<String> found = new HashSet<>();
        for (String property : List.of("HttpPushUri", "MultipartHttpPushUri")) {
            if (update.path(property).isTextual()) {
                found.add(update.path(property).textValue());
            }
        }
        return Set.copyOf(found);
    }
}
