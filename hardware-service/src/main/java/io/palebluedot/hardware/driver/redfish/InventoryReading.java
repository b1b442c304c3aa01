package io.palebluedot.hardware.driver.redfish;

import static io.palebluedot.hardware.driver.redfish.GpuFacts.first;

import io.palebluedot.events.ServerEvent.Cpu;
import io.palebluedot.events.ServerEvent.Drive;
import io.palebluedot.events.ServerEvent.Firmware;
import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.events.ServerEvent.Nic;
import io.palebluedot.hardware.driver.Depth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From resources to facts: a pure function of the tree. */
final class InventoryReading {

    private static final long GIB = 1L << 30;
    private static final Set<String> ENCLOSURES =
            Set.of("RackMount", "Shelf", "Sled", "Blade", "StandAlone", "Enclosure", "Drawer");

    private final Tree tree;
    private final Resource host;
    private final Resource chassis;
    private final List<String> findings = new ArrayList<>();

    private InventoryReading(Tree tree) {
        this.tree = tree;
        this.host = tree.host();
        this.chassis = enclosure();
    }

    static HardwareTree of(Tree tree, String bmcAddress, Depth depth) {
        return new InventoryReading(tree).read(bmcAddress, depth);
    }

    private HardwareTree read(String bmcAddress, Depth depth) {
        var gpus = new GpuList(tree, findings).gpus();
        var components = new Components(tree, depth, findings);
        var parts = components.all();
        tree.broken().forEach((path, why) -> findings.add("the BMC fails to tell " + path + ": " + why));
        return new HardwareTree(
                bmcAddress,
                "redfish",
                null,
                host.text("HostName"),
                first(host.text("Manufacturer"), chassis.text("Manufacturer")),
                first(host.text("Model"), chassis.text("Model")),
                first(host.text("SKU"), chassis.text("SKU")),
                first(host.text("SerialNumber"), chassis.text("SerialNumber")),
                Uuids.of(host.text("UUID")),
                first(host.text("BiosVersion"), firmwareVersion("BIOS", "UEFI")),
                bmcFirmware(),
                host.text("PowerState"),
                health(),
                cpu(),
                memory(),
                gpus,
                nics(),
                drives(),
                firmware(),
                hostAddress(),
                null,
                null,
                List.copyOf(findings),
                parts,
                components.empty());
    }

    /** The chassis that is the machine's box, and not one of its boards. */
    private Resource enclosure() {
        var holding = tree.chassis().stream()
                .filter(c -> c.links("Links", "ComputerSystems").contains(host.path())
                        || host.links("Links", "Chassis").contains(c.path()))
                .toList();
        return holding.stream()
                .filter(c -> ENCLOSURES.contains(String.valueOf(c.text("ChassisType"))))
                .findFirst()
                .or(() -> holding.stream().findFirst())
                .orElse(Resource.absent(""));
    }

    private @Nullable String bmcFirmware() {
        String managing = host.link("Links", "ManagedBy");
        var manager =
                managing == null ? tree.managers().stream().findFirst() : java.util.Optional.of(tree.at(managing));
        return manager.map(m -> m.text("FirmwareVersion")).orElse(null);
    }

    /** The worst of what the systems say. */
    private @Nullable String health() {
        String worst = null;
        for (var system : tree.systems()) {
            String health = first(system.text("Status", "HealthRollup"), system.text("Status", "Health"));
            worst = rank(health) > rank(worst) ? health : worst;
        }
        return worst;
    }

    private static int rank(@Nullable String health) {
        return health == null ? -1 : List.of("OK", "Warning", "Critical").indexOf(health);
    }

    private @Nullable Cpu cpu() {
        var cpus = cpusOf(host);
        Integer count = first(host.integer("ProcessorSummary", "Count"), cpus.isEmpty() ? null : cpus.size());
        String model = cpuModel(cpus);
        Integer cores = host.integer("ProcessorSummary", "CoreCount");
        if (cores == null) {
            int sum = cpus.stream()
                    .mapToInt(c -> Objects.requireNonNullElse(c.integer("TotalCores"), 0))
                    .sum();
            cores = sum == 0 ? null : sum;
        }
        return count == null && model == null && cores == null ? null : new Cpu(model, count, cores);
    }

    private List<Resource> cpusOf(Resource system) {
        return tree.members(system, "Processors").stream()
                .filter(p -> "CPU".equals(p.text("ProcessorType")))
                .toList();
    }

    /** A processor's own model; the same processors may be told better by a second system. */
    private @Nullable String cpuModel(List<Resource> cpus) {
        for (var cpu : cpus) {
            if (cpu.text("Model") != null) {
                return cpu.text("Model");
            }
        }
        for (var other : tree.systems()) {
            for (var cpu : cpusOf(other)) {
                boolean same = cpus.stream()
                        .anyMatch(c -> c.text("SerialNumber") != null
                                && Objects.equals(c.text("SerialNumber"), cpu.text("SerialNumber")));
                if (same && cpu.text("Model") != null) {
                    return cpu.text("Model");
                }
            }
        }
        return host.text("ProcessorSummary", "Model");
    }

    private @Nullable Long memory() {
        Double gib = host.number("MemorySummary", "TotalSystemMemoryGiB");
        return gib == null || gib <= 0 ? null : Math.round(gib * GIB);
    }

    private List<Nic> nics() {
        var nics = new ArrayList<Nic>();
        for (var nic : interfaces()) {
            Integer speed = nic.integer("SpeedMbps");
            nics.add(new Nic(
                    first(nic.text("Name"), nic.id()),
                    first(nic.text("MACAddress"), nic.text("PermanentMACAddress")),
                    speed == null || speed <= 0 ? null : speed,
                    nic.text("LinkStatus"),
                    addresses(nic)));
        }
        return nics;
    }

    /** Without the host's link to its own BMC. */
    private List<Resource> interfaces() {
        return tree.members(host, "EthernetInterfaces").stream()
                .filter(n -> n.link("Links", "HostInterface") == null)
                .toList();
    }

    private static List<String> addresses(Resource nic) {
        return nic.parts("IPv4Addresses").stream()
                .map(a -> a.text("Address"))
                .filter(Objects::nonNull)
                .filter(a -> !a.equals("0.0.0.0"))
                .toList();
    }

    /** First IPv4 address of the host that is not link-local. */
    private @Nullable String hostAddress() {
        return interfaces().stream()
                .flatMap(n -> addresses(n).stream())
                .filter(a -> !a.startsWith("169.254."))
                .findFirst()
                .orElse(null);
    }

    private List<Drive> drives() {
        var drives = new LinkedHashMap<String, Drive>();
        for (var system : tree.systems()) {
            for (var storage : tree.members(system, "Storage")) {
                for (String path : storage.links("Drives")) {
                    var drive = tree.at(path);
                    if (drive.present() && !"Absent".equals(drive.text("Status", "State"))) {
                        drives.putIfAbsent(path, drive(drive));
                    }
                }
            }
        }
        return List.copyOf(drives.values());
    }

    private static Drive drive(Resource drive) {
        return new Drive(
                first(drive.text("Name"), drive.id()),
                drive.text("Model"),
                drive.text("SerialNumber"),
                drive.whole("CapacityBytes"),
                drive.text("MediaType"));
    }

    private List<Resource> firmwareItems() {
        var updates = tree.at(tree.root().link("UpdateService"));
        return tree.members(updates, "FirmwareInventory");
    }

    private List<Firmware> firmware() {
        return firmwareItems().stream()
                .sorted((a, b) -> NaturalOrder.INSTANCE.compare(a.id(), b.id()))
                .map(f -> new Firmware(f.id(), f.text("Version"), f.isTrue("Updateable")))
                .toList();
    }

    private @Nullable String firmwareVersion(String... ids) {
        var wanted = List.of(ids);
        return firmwareItems().stream()
                .filter(f -> wanted.contains(f.id()))
                .map(f -> f.text("Version"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
