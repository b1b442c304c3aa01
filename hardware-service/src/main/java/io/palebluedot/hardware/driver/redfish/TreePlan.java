package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.hardware.driver.Depth;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which resources the inventory needs, as a function of what was read so far: read what is missing, ask again, until nothing is.
 * Loops in the links end by themselves, since every path is read once.
 */
final class TreePlan {

    private final Tree tree;
    private final Set<String> wanted = new LinkedHashSet<>();
    private final Set<String> withMembers = new HashSet<>();

    /** A path to be read; {@code members} where it is a collection whose members are wanted too. */
    record Want(String path, boolean members) {}

    private TreePlan(Tree tree) {
        this.tree = tree;
    }

    /** Paths that are not in the tree yet. */
    static List<Want> missing(Tree tree, Depth depth) {
        var plan = new TreePlan(tree);
        plan.collect();
        if (depth == Depth.THOROUGH) {
            new PartsPlan(plan, tree).collect();
        }
        return plan.rest();
    }

    private List<Want> rest() {
        return wanted.stream()
                .filter(path -> !tree.resources().containsKey(path))
                .map(path -> new Want(path, withMembers.contains(path)))
                .toList();
    }

    /** As {@link #missing}, for what leads to the GPUs alone. */
    static List<Want> missingForGpus(Tree tree) {
        var plan = new TreePlan(tree);
        plan.want(Paths.ROOT);
        var root = tree.root();
        var systems = plan.collection(root, "Systems");
        systems.forEach(plan::gpuSystem);
        if (!systems.isEmpty()
                && plan.processorsAreRead(systems)
                && systems.stream().noneMatch(plan::holdsGpus)) {
            plan.collection(root, "Chassis").forEach(plan::chassis);
        }
        return plan.rest();
    }

    private void collect() {
        want(Paths.ROOT);
        var root = tree.root();
        collection(root, "Systems").forEach(this::system);
        collection(root, "Chassis").forEach(this::chassis);
        collection(root, "Managers");
        var updates = want(root.link("UpdateService"));
        collection(updates, "FirmwareInventory");
    }

    private void gpuSystem(Resource system) {
        for (var processor : collection(system, "Processors")) {
            if (GpuFacts.isGpuProcessor(processor)) {
                want(processor.link("EnvironmentMetrics"));
                processor.links("Links", "Memory").forEach(this::want);
                want(processor.link("Links", "PCIeDevice"));
            }
        }
        if (holdsGpus(system)) {
            collection(system, "Memory");
        }
    }

    private void system(Resource system) {
        gpuSystem(system);
        collection(system, "EthernetInterfaces");
        for (var storage : collection(system, "Storage")) {
            storage.links("Drives").forEach(this::want);
        }
    }

    private boolean processorsAreRead(List<Resource> systems) {
        return systems.stream()
                .map(s -> s.link("Processors"))
                .allMatch(p -> p == null
                        || (tree.resources().containsKey(p)
                                && tree.resources()
                                        .keySet()
                                        .containsAll(tree.at(p).members())));
    }

    private boolean holdsGpus(Resource system) {
        return tree.members(system, "Processors").stream().anyMatch(GpuFacts::isGpuProcessor);
    }

    private void chassis(Resource chassis) {
        for (var device : collection(chassis, "PCIeDevices")) {
            if (GpuFacts.mayBeGpu(device)) {
                collection(device, "PCIeFunctions");
                want(device.link("EnvironmentMetrics"));
            }
        }
    }

    /** Wants a collection and its members; answers the members that are there already. */
    List<Resource> collection(Resource of, String link) {
        String path = of.link(link);
        var collection = want(path);
        if (path != null) {
            withMembers.add(path);
        }
        collection.members().forEach(this::want);
        return collection.members().stream()
                .map(tree::at)
                .filter(Resource::present)
                .toList();
    }

    Resource want(@Nullable String path) {
        if (path != null) {
            wanted.add(path);
        }
        return tree.at(path);
    }
}
