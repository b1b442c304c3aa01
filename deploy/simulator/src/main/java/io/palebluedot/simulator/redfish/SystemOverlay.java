package io.palebluedot.simulator.redfish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.machine.BootOverride;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.machine.PowerState;
import io.palebluedot.simulator.machine.ResetType;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Systems, chassis and managers: power, boot, health, and what a recording lacks for a server to be started. */
final class SystemOverlay {

    private SystemOverlay() {}

    static void system(ObjectNode resource, String path, Machine machine) {
        resource.put("PowerState", machine.power().word());
        health(resource, machine.health());
        if (!path.equals(machine.layout().hostSystem())) {
            return;
        }
        boot(resource, machine.boot());
        var reset = machine.lastReset();
        if (reset != null) {
            resource.put("LastResetTime", reset.truncatedTo(ChronoUnit.SECONDS).toString());
        }
        resource.withObject("/BootProgress").put("LastState", machine.host().bootProgress());
        if (machine.systemRunning()) {
            resource.put("HostName", machine.identity().hostName());
        }
        if (!resource.has("EthernetInterfaces")) {
            resource.putObject("EthernetInterfaces").put("@odata.id", path + "/EthernetInterfaces");
        }
        ObjectNode action = resource.withObject("/Actions").withObject("/#ComputerSystem.Reset");
        if (!action.has("target")) {
            action.put("target", path + "/Actions/ComputerSystem.Reset");
            words(action.putArray("ResetType@Redfish.AllowableValues"), ResetType.words());
        }
    }

    static void settings(ObjectNode resource, Machine machine) {
        if (resource.path("Boot").has("BootSourceOverrideTarget")) {
            boot(resource, machine.boot());
        }
    }

    static void chassis(ObjectNode resource, String path, Machine machine) {
        if (resource.has("PowerState")) {
            resource.put("PowerState", (machine.power() == PowerState.OFF ? PowerState.OFF : PowerState.ON).word());
        }
        machine.layout().gpus().stream()
                .filter(slot -> path.equals(slot.chassis()) && slot.processor() != null)
                .forEach(slot -> GpuOverlay.status(resource, machine.gpus().get(slot.index())));
    }

    static void manager(ObjectNode resource, String path, Machine machine) {
        if (resource.has("DateTime")) {
            resource.put("DateTime", machine.timeline().now().toString());
        }
    }

    private static void boot(ObjectNode resource, BootOverride override) {
        ObjectNode boot = resource.withObject("/Boot");
        boot.put("BootSourceOverrideTarget", override.target());
        boot.put("BootSourceOverrideEnabled", override.enabled());
        if (boot.has("BootSourceOverrideMode")) {
            boot.put("BootSourceOverrideMode", override.mode());
        }
        if (!boot.has("BootSourceOverrideTarget@Redfish.AllowableValues")) {
            words(boot.putArray("BootSourceOverrideTarget@Redfish.AllowableValues"), List.of("None", "Pxe", "Hdd"));
        }
    }

    /** Healthy servers keep what their tree says. */
    private static void health(ObjectNode resource, String health) {
        if (!health.equals("OK")) {
            resource.withObject("/Status").put("Health", health).put("HealthRollup", health);
        }
    }

    private static void words(ArrayNode target, List<String> words) {
        words.forEach(target::add);
    }
}
