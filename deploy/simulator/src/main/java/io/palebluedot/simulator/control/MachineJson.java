package io.palebluedot.simulator.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.machine.Gpu;
import io.palebluedot.simulator.machine.GpuReading;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.tree.GpuSlot;
import io.palebluedot.simulator.tree.ResourceTree;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the control API shows a machine. */
final class MachineJson {

    private MachineJson() {}

    static ObjectNode server(Machine machine, int bmcPort) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("index", machine.identity().index());
        json.put("model", machine.layout().tree().name());
        json.put("bmc_address", machine.identity().bmcAddress() + ":" + bmcPort);
        json.put("host_address", machine.identity().hostAddress());
        json.put("host_name", machine.identity().hostName());
        json.put("serial", identity(machine, "SerialNumber"));
        json.put("uuid", identity(machine, "UUID"));
        json.put("boot_mac", bootMac(machine));
        json.put("power", machine.power().word());
        json.put("host_state", machine.host().name().toLowerCase(Locale.ROOT));
        json.put("health", machine.health());
        json.put("os_installed", machine.system() != null);
        json.put("system", machine.system());
        json.putObject("boot")
                .put("target", machine.boot().target())
                .put("enabled", machine.boot().enabled())
                .put("mode", machine.boot().mode());
        ArrayNode faults = json.putArray("faults");
        machine.faults().all().forEach(fault -> faults.add(fault.parameters()));
        ArrayNode gpus = json.putArray("gpus");
        machine.gpus().forEach(gpu -> gpus.add(gpu(machine, gpu)));
        return json;
    }

    static ObjectNode gpu(Machine machine, Gpu gpu) {
        GpuSlot slot = machine.layout().gpus().get(gpu.index());
        GpuReading now = gpu.read(machine.timeline().now().toEpochMilli());
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("gpu", gpu.index())
                .put("id", slot.id())
                .put("model", gpu.model().name());
        json.put("uuid", "GPU-" + machine.identity().gpuUuid(gpu.index()));
        json.put("pci_address", gpu.pciAddress());
        json.put("presence", gpu.presence().name().toLowerCase(Locale.ROOT));
        json.put("power_limit_watts", gpu.powerLimitWatts());
        json.put("memory_clock_mhz", gpu.memoryClockMhz());
        json.put("sm_clock_mhz", gpu.smClockMhz());
        json.put("temperature_celsius", now.celsius());
        json.put("power_watts", now.watts());
        json.put("utilization_percent", now.utilizationPercent());
        json.put("memory_used_mib", now.memoryUsedMib());
        json.put("memory_total_mib", gpu.model().memoryMib());
        json.put("last_xid", gpu.lastXid());
        json.put("ecc_sbe", gpu.errors().singleBit())
                .put("ecc_dbe", gpu.errors().doubleBit());
        json.put("nvlink_errors", gpu.errors().nvlink());
        return json;
    }

    /** The identity as the BMC shows it: from the host, else its chassis, made this server's own. */
    private static String identity(Machine machine, String property) {
        ResourceTree tree = machine.layout().tree();
        String host = machine.layout().hostSystem();
        String shown = Stream.concat(
                        Stream.of(host),
                        tree.members("/redfish/v1/Chassis").stream().filter(each -> holds(tree.get(each), host)))
                .map(tree::get)
                .map(each -> each == null ? "" : each.path(property).asText(""))
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse("");
        if (shown.startsWith("${")) {
            return machine.identity().value(shown.substring(2, shown.length() - 1));
        }
        return machine.identity().vary(property, shown);
    }

    private static boolean holds(@Nullable ObjectNode chassis, String system) {
        return chassis != null
                && chassis.path("Links")
                        .path("ComputerSystems")
                        .valueStream()
                        .anyMatch(each -> each.path("@odata.id").asText().equals(system));
    }

    private static String bootMac(Machine machine) {
        String nic = machine.layout().bootNic();
        ObjectNode port = nic == null ? null : machine.layout().tree().get(nic);
        String mac = port == null ? "" : port.path("MACAddress").asText("");
        return mac.isEmpty() || mac.startsWith("${")
                ? machine.identity().mac(0)
                : machine.identity().vary("MACAddress", mac);
    }
}
