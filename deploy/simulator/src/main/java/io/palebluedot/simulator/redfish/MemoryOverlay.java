package io.palebluedot.simulator.redfish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.fault.FaultKind;
import io.palebluedot.simulator.machine.Machine;

/** Memory: that of GPUs follows the GPU, modules of the host can fail. */
final class MemoryOverlay {

    private MemoryOverlay() {}

    static void memory(ObjectNode resource, String path, Machine machine) {
        GpuOverlay.memory(resource, path, machine);
        if (!machine.faults().has(FaultKind.DIMM)) {
            return;
        }
        var layout = machine.layout();
        int place = layout.tree().members(layout.hostSystem() + "/Memory").indexOf(path);
        boolean failed = place >= 0
                && machine.faults().all().stream()
                        .anyMatch(f -> f.kind() == FaultKind.DIMM && f.number("dimm", 0) == place);
        if (failed) {
            resource.withObject("/Status").put("State", "Enabled").put("Health", "Critical");
        }
    }
}
