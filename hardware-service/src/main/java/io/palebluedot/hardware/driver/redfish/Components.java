package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.events.ServerEvent.Component;
import io.palebluedot.hardware.driver.Depth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All parts of a machine, kind by kind. A kind of which a resource was not read is not told at all: whoever keeps components keeps those
 * of that kind as they were.
 */
final class Components {

    private final Tree tree;
    private final Depth depth;
    private final List<String> findings;
    private final BoundedComponents told;
    private final List<String> empty = new ArrayList<>();
    private boolean whole = true;

    Components(Tree tree, Depth depth, List<String> findings) {
        this.tree = tree;
        this.depth = depth;
        this.findings = findings;
        this.told = new BoundedComponents(findings);
    }

    List<Component> all() {
        kind("cpu", this::cpus);
        kind("memory", this::memory);
        kind("drive", this::drives);
        kind("nic", this::nics);
        kind("power_supply", () -> supplies("power_supply", "Power", "PowerSubsystem", "PowerSupplies"));
        kind("fan", () -> supplies("fan", "Thermal", "ThermalSubsystem", "Fans"));
        kind("pcie_device", this::devices);
        kind("nvswitch", this::switches);
        kind("nvlink_port", this::ports);
        return told.list();
    }

    /** Kinds that were read whole and have no part; known after {@link #all}. A reading of the overview cannot tell. */
    List<String> empty() {
        return List.copyOf(empty);
    }

    private void kind(String kind, Supplier<List<Component>> reading) {
        whole = true;
        var found = reading.get();
        if (whole) {
            told.addAll(kind, found);
            if (found.isEmpty() && depth == Depth.THOROUGH) {
                empty.add(kind);
            }
        } else if (depth == Depth.THOROUGH) {
            findings.add("not all components of kind " + kind + " were read; those known before stay");
        }
    }

    private Resource at(@Nullable String path) {
        whole &= path == null || tree.resources().containsKey(path);
        return tree.at(path);
    }

    private List<Resource> members(Resource of, String link) {
        return at(of.link(link)).members().stream()
                .map(this::at)
                .filter(Components::installed)
                .toList();
    }

    private static boolean installed(Resource part) {
        return part.present() && !"Absent".equals(part.text("Status", "State"));
    }

    private record Same(@Nullable String serial, List<Resource> sources) {

        /** A serial that is there twice in one collection is a placeholder. */
        boolean isToldBy(Resource part, @Nullable String number) {
            return number != null
                    && number.equals(serial)
                    && sources.stream().noneMatch(s -> collectionOf(s).equals(collectionOf(part)));
        }
    }

    /** Each part once: what a second system tells of the same serial completes what the host tells. */
    private static List<Part> bySerial(List<Resource> found) {
        var parts = new ArrayList<Same>();
        for (var resource : found) {
            String serial = resource.text("SerialNumber");
            parts.stream()
                    .filter(p -> p.isToldBy(resource, serial))
                    .findFirst()
                    .orElseGet(() -> {
                        var part = new Same(serial, new ArrayList<>());
                        parts.add(part);
                        return part;
                    })
                    .sources()
                    .add(resource);
        }
        return parts.stream().map(p -> new Part(p.sources())).toList();
    }

    private static String collectionOf(Resource part) {
        return part.path().substring(0, Math.max(0, part.path().lastIndexOf('/')));
    }

    private List<Resource> systems() {
        var systems = new ArrayList<Resource>();
        systems.add(tree.host());
        tree.systems().stream().filter(s -> !s.equals(tree.host())).forEach(systems::add);
        return systems.stream().filter(Resource::present).toList();
    }

    private List<Component> cpus() {
        var found = systems().stream()
                .flatMap(s -> members(s, "Processors").stream())
                .filter(p -> "CPU".equals(p.text("ProcessorType")))
                .toList();
        return bySerial(found).stream().map(p -> p.as("cpu", null)).toList();
    }

    /** Memory on a GPU belongs to it. */
    private List<Component> memory() {
        var found = systems().stream()
                .flatMap(s -> members(s, "Memory").stream())
                .filter(Components::filled)
                .toList();
        var gpus = gpusOfMemory();
        return bySerial(found).stream()
                .map(p -> p.as("memory", gpus.get(p.sources().getFirst().path())))
                .toList();
    }

    /** Empty slots show with no capacity at some BMCs; some modules show without any, but with a health. */
    private static boolean filled(Resource module) {
        Long mib = module.whole("CapacityMiB");
        return mib == null ? module.text("Status", "Health") != null : mib > 0;
    }

    private Map<String, String> gpusOfMemory() {
        var gpus = new HashMap<String, String>();
        for (var system : tree.systems()) {
            for (var gpu : gpus(system)) {
                GpuMemory.modules(tree, system, gpu).forEach(m -> gpus.putIfAbsent(m.path(), gpu.id()));
            }
        }
        return gpus;
    }

    private List<Resource> gpus(Resource system) {
        return tree.members(system, "Processors").stream()
                .filter(GpuFacts::isGpuProcessor)
                .filter(Components::installed)
                .toList();
    }

    private List<Component> drives() {
        var drives = new LinkedHashMap<String, Component>();
        for (var system : systems()) {
            for (var storage : members(system, "Storage")) {
                for (String path : storage.links("Drives")) {
                    var drive = at(path);
                    if (installed(drive)) {
                        drives.putIfAbsent(path, Part.of(drive).as("drive", storage.id()));
                    }
                }
            }
        }
        return List.copyOf(drives.values());
    }

    /** Adapters, told better by their PCIe devices at some BMCs; the host's ports where no adapters are told. */
    private List<Component> nics() {
        var adapters = new ArrayList<Component>();
        for (var chassis : tree.chassis()) {
            for (var adapter : members(chassis, "NetworkAdapters")) {
                var sources = new ArrayList<Resource>();
                sources.add(adapter);
                adapter.parts("Controllers").forEach(c -> sources.add(at(c.link("Links", "PCIeDevices"))));
                adapters.add(new Part(sources).as("nic", chassis.id()));
            }
        }
        return adapters.isEmpty()
                ? members(tree.host(), "EthernetInterfaces").stream()
                        .filter(n -> n.link("Links", "HostInterface") == null)
                        .map(n -> Part.of(n).as("nic", null))
                        .toList()
                : adapters;
    }

    private List<Component> supplies(String kind, String older, String newer, String list) {
        var found = new ArrayList<Component>();
        for (var chassis : tree.chassis()) {
            String path = chassis.link(older);
            var parts = path == null
                    ? members(at(chassis.link(newer)), list)
                    : at(path).parts(list).stream()
                            .filter(Components::installed)
                            .toList();
            parts.forEach(p -> found.add(Part.of(p).as(kind, chassis.id())));
        }
        return found;
    }

    private List<Component> devices() {
        var devices = new LinkedHashMap<String, Component>();
        for (var chassis : tree.chassis()) {
            members(chassis, "PCIeDevices")
                    .forEach(d -> devices.putIfAbsent(d.path(), Part.of(d).as("pcie_device", chassis.id())));
        }
        for (var system : systems()) {
            for (String path : system.links("PCIeDevices")) {
                var device = at(path);
                if (installed(device)) {
                    devices.putIfAbsent(path, Part.of(device).as("pcie_device", system.id()));
                }
            }
        }
        return List.copyOf(devices.values());
    }

    private List<Component> switches() {
        var found = new ArrayList<Component>();
        for (var fabric : members(tree.root(), "Fabrics")) {
            members(fabric, "Switches").stream()
                    .filter(s -> "NVLink".equals(s.text("SwitchType")))
                    .forEach(s -> found.add(Part.of(s).as("nvswitch", fabric.id())));
        }
        return found;
    }

    private List<Component> ports() {
        var found = new ArrayList<Component>();
        for (var system : systems()) {
            for (var gpu : gpus(system)) {
                members(gpu, "Ports").stream()
                        .filter(p -> "NVLink".equals(p.text("PortProtocol")))
                        .forEach(p -> found.add(Part.of(p).as("nvlink_port", gpu.id())));
            }
        }
        return found;
    }
}
