package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.events.ServerEvent.Gpu;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All GPUs of a server, each once, wherever and however often the tree shows them. */
final class GpuList {

    private final Tree tree;
    private final List<String> findings;

    GpuList(Tree tree, List<String> findings) {
        this.tree = tree;
        this.findings = findings;
    }

    List<Gpu> gpus() {
        return gpus(merged());
    }

    /** What is told of those that {@link #merged} gave. */
    List<Gpu> gpus(List<GpuFacts> merged) {
        var slots = slots(merged);
        var gpus = new ArrayList<Gpu>();
        for (int i = 0; i < merged.size(); i++) {
            gpus.add(gpu(i, merged.get(i), slots.get(i)));
        }
        return gpus;
    }

    /** In the BMC's order: processors first, then devices that are none of them. */
    List<GpuFacts> merged() {
        var processors = processors();
        var devices = devices();
        var result = new ArrayList<GpuFacts>();
        var used = new HashSet<GpuFacts>();
        for (var processor : processors) {
            var same = devices.stream()
                    .filter(d -> !used.contains(d) && sameGpu(processor, d))
                    .findFirst();
            same.ifPresent(used::add);
            result.add(same.map(processor::completedBy).orElse(processor));
        }
        var left = devices.stream().filter(d -> !used.contains(d)).toList();
        if (!result.isEmpty() && left.size() == result.size() && lackSerials(result, left)) {
            return paired(result, left);
        }
        result.addAll(left);
        return result;
    }

    private List<GpuFacts> processors() {
        var found = new ArrayList<GpuFacts>();
        for (var system : tree.systems()) {
            tree.members(system, "Processors").stream()
                    .filter(GpuFacts::isGpuProcessor)
                    .filter(GpuList::installed)
                    .sorted((a, b) -> NaturalOrder.INSTANCE.compare(a.id(), b.id()))
                    .map(p -> withSystemModel(GpuFacts.ofProcessor(tree, system, p), system))
                    .forEach(found::add);
        }
        return distinct(found);
    }

    private List<GpuFacts> devices() {
        var found = new ArrayList<GpuFacts>();
        for (var chassis : tree.chassis()) {
            tree.members(chassis, "PCIeDevices").stream()
                    .filter(d -> GpuFacts.isGpuDevice(d, tree.members(d, "PCIeFunctions")))
                    .filter(GpuList::installed)
                    .sorted((a, b) -> NaturalOrder.INSTANCE.compare(a.id(), b.id()))
                    .map(d -> GpuFacts.ofDevice(tree, d))
                    .forEach(found::add);
        }
        return distinct(found);
    }

    /** Two chassis or systems may list the same resource. */
    private static List<GpuFacts> distinct(List<GpuFacts> facts) {
        var byPath = new java.util.LinkedHashMap<String, GpuFacts>();
        facts.forEach(f -> byPath.putIfAbsent(f.source().path(), f));
        return new ArrayList<>(byPath.values());
    }

    private static boolean installed(Resource gpu) {
        return !"Absent".equals(gpu.text("Status", "State"));
    }

    /** On a baseboard of GPUs the model can stand in the system alone. */
    private GpuFacts withSystemModel(GpuFacts gpu, Resource system) {
        if (gpu.model() != null || system.equals(tree.host()) || system.text("Model") == null) {
            return gpu;
        }
        String model = Objects.requireNonNull(system.text("Model"));
        findings.add("model of " + gpu.source().id() + " is that of its baseboard: " + model);
        return gpu.withModel(system.text("Manufacturer"), model);
    }

    private static boolean sameGpu(GpuFacts a, GpuFacts b) {
        if (b.source().path().equals(a.source().link("Links", "PCIeDevice"))) {
            return true;
        }
        if (a.serial() != null && b.serial() != null) {
            return a.serial().equals(b.serial());
        }
        if (a.uuid() != null && b.uuid() != null) {
            return a.uuid().equals(b.uuid());
        }
        return (a.slot() != null && a.slot().equals(b.slot()))
                || a.source().id().equals(b.source().id());
    }

    private static boolean lackSerials(List<GpuFacts> a, List<GpuFacts> b) {
        return a.stream().allMatch(g -> g.serial() == null) || b.stream().allMatch(g -> g.serial() == null);
    }

    /** As many on both sides and no serial to tell them apart: the same ones, in order. */
    private List<GpuFacts> paired(List<GpuFacts> processors, List<GpuFacts> devices) {
        findings.add("GPUs of processors and PCIe devices were paired by order");
        var result = new ArrayList<GpuFacts>();
        for (int i = 0; i < processors.size(); i++) {
            result.add(processors.get(i).completedBy(devices.get(i)));
        }
        return result;
    }

    /** Slot labels, with their place where the label alone is there twice. */
    private static List<@Nullable String> slots(List<GpuFacts> gpus) {
        Map<@Nullable String, Integer> count = new HashMap<>();
        gpus.forEach(g -> count.merge(g.slot(), 1, Integer::sum));
        var slots = new ArrayList<@Nullable String>();
        for (var gpu : gpus) {
            boolean twice = Objects.requireNonNullElse(count.get(gpu.slot()), 0) > 1;
            slots.add(twice && gpu.place() != null ? gpu.place() + "/" + gpu.slot() : gpu.slot());
        }
        return slots;
    }

    private static Gpu gpu(int index, GpuFacts f, @Nullable String slot) {
        return new Gpu(
                index,
                slot,
                f.manufacturer(),
                f.model(),
                f.serial(),
                f.partNumber(),
                f.uuid(),
                f.pciAddress(),
                f.memoryBytes(),
                f.firmwareVersion(),
                f.health(),
                f.powerLimitWatts(),
                f.powerLimitMinWatts(),
                f.powerLimitMaxWatts(),
                f.memoryClockMhz());
    }
}
