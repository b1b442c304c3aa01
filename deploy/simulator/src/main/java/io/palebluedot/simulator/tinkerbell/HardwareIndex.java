package io.palebluedot.simulator.tinkerbell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.kubernetes.ObjectKey;
import io.palebluedot.simulator.kubernetes.ObjectStore;
import io.palebluedot.simulator.machine.Machine;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which simulated machine a Workflow means, by the MAC addresses of its Hardware and its hardware map. */
final class HardwareIndex {

    private final Map<String, Machine> byMac = new HashMap<>();

    HardwareIndex(Collection<Machine> machines) {
        for (Machine machine : machines) {
            byMac.put(machine.identity().mac(0), machine);
            for (String mac : machine.layout().macs()) {
                if (mac.contains(":")) {
                    byMac.putIfAbsent(machine.identity().vary("MACAddress", mac), machine);
                }
            }
        }
    }

    Optional<Machine> machine(ObjectNode workflow, ObjectStore store) {
        return macs(workflow, store).stream()
                .map(byMac::get)
                .filter(found -> found != null)
                .findFirst();
    }

    /** Whether the hardware lets itself boot from the network and run workflows; a missing Hardware does. */
    static boolean mayRun(ObjectNode workflow, ObjectStore store) {
        boolean toggled = toggles(workflow);
        return hardware(workflow, store)
                .map(hardware -> hardware.path("spec").path("interfaces"))
                .map(interfaces -> interfaces.isEmpty()
                        || interfaces.valueStream().anyMatch(each -> allows(each.path("netboot"), toggled)))
                .orElse(true);
    }

    static Optional<ObjectNode> hardware(ObjectNode workflow, ObjectStore store) {
        String reference = workflow.path("spec").path("hardwareRef").asText("");
        String namespace = ObjectKey.of(workflow).namespace();
        return reference.isEmpty() ? Optional.empty() : store.find(new ObjectKey("Hardware", namespace, reference));
    }

    /** Whether Tinkerbell itself switches network boot on and off around the workflow, in either version's words. */
    static boolean toggles(ObjectNode workflow) {
        JsonNode spec = workflow.path("spec");
        return spec.path("bootOptions").path("toggleAllowNetboot").asBoolean(false)
                || spec.path("bootOpts").path("toggleAllowNetboot").asBoolean(false);
    }

    private static boolean allows(JsonNode netboot, boolean toggled) {
        return netboot.path("allowWorkflow").asBoolean(true)
                && (toggled || netboot.path("allowPXE").asBoolean(true));
    }

    private static Set<String> macs(ObjectNode workflow, ObjectStore store) {
        Set<String> found = new HashSet<>();
        hardware(workflow, store).ifPresent(hardware -> {
            for (JsonNode each : hardware.path("spec").path("interfaces")) {
                add(each.path("dhcp").path("mac"), found);
            }
            add(hardware.path("spec").path("agentID"), found);
        });
        workflow.path("spec").path("hardwareMap").forEach(value -> add(value, found));
        return found;
    }

    private static void add(JsonNode mac, Set<String> found) {
        String text = mac.asText("").toLowerCase(Locale.ROOT);
        if (text.length() == 17) {
            found.add(text);
        }
    }
}
