package io.palebluedot.simulator.gnmi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.machine.HostState;
import io.palebluedot.simulator.machine.Machine;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** What a switch is, in the words of OpenConfig (openconfig-system, -interfaces, -platform, -lldp); 64-bit numbers are texts, as RFC 7951 has it. */
final class SwitchTree {

    private SwitchTree() {}

    static ObjectNode of(Switch leaf) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        Instant booted = leaf.booted();
        long nanos = TimeUnit.SECONDS.toNanos(booted.getEpochSecond()) + booted.getNano();
        tree.putObject("system")
                .putObject("state")
                .put("hostname", leaf.name())
                .put("software-version", "4.2.0-pbd")
                .put("boot-time", Long.toString(nanos));
        ArrayNode interfaces = tree.putObject("interfaces").putArray("interface");
        ArrayNode components = tree.putObject("components").putArray("component");
        ArrayNode neighbours = tree.putObject("lldp").putObject("interfaces").putArray("interface");
        chassis(components.addObject(), leaf);
        Instant now = leaf.now();
        for (SwitchPort port : leaf.ports()) {
            link(interfaces.addObject(), port, now);
            optic(components.addObject(), port);
            neighbour(neighbours.addObject(), port);
        }
        return tree;
    }

    private static void chassis(ObjectNode chassis, Switch leaf) {
        chassis.put("name", "chassis")
                .putObject("state")
                .put("name", "chassis")
                .put("type", "openconfig-platform-types:CHASSIS")
                .put("mfg-name", "Pale Blue Dot")
                .put("part-no", "SIM-LEAF-33")
                .put("serial-no", "PBDSW" + String.format(java.util.Locale.ROOT, "%05d", leaf.index()));
    }

    private static void link(ObjectNode link, SwitchPort port, Instant now) {
        SwitchPort.Config config = port.config();
        String octets = Long.toString(port.octets(now));
        link.put("name", port.name())
                .putObject("config")
                .put("name", port.name())
                .put("enabled", config.enabled())
                .put("mtu", config.mtu())
                .put("description", config.description());
        ObjectNode state = link.putObject("state")
                .put("name", port.name())
                .put("admin-status", config.enabled() ? "UP" : "DOWN")
                .put("oper-status", port.up() ? "UP" : "DOWN")
                .put("mtu", config.mtu())
                .put("description", config.description())
                .put("transceiver", "transceiver-" + port.name());
        state.putObject("counters")
                .put("in-octets", octets)
                .put("out-octets", octets)
                .put("in-errors", "0")
                .put("out-errors", "0");
        ObjectNode ethernet = link.putObject("ethernet");
        ethernet.putObject("state").put("port-speed", "SPEED_400GB");
        Integer vlan = config.accessVlan();
        if (vlan != null) {
            ethernet.putObject("switched-vlan")
                    .putObject("config")
                    .put("interface-mode", "ACCESS")
                    .put("access-vlan", vlan);
        }
    }

    private static void optic(ObjectNode component, SwitchPort port) {
        String name = "transceiver-" + port.name();
        component
                .put("name", name)
                .putObject("state")
                .put("name", name)
                .put("type", "openconfig-platform-types:TRANSCEIVER")
                .putObject("temperature")
                .put("instant", Double.toString(port.celsius()));
        ObjectNode transceiver = component.putObject("transceiver");
        transceiver
                .putObject("state")
                .put("present", "PRESENT")
                .put("vendor", "Pale Blue Dot")
                .put("vendor-part", "SIM-400G-DR4")
                .put("serial-no", "PBDX" + Math.floorMod(name.hashCode(), 1_000_000));
        ArrayNode lanes = transceiver.putObject("physical-channels").putArray("channel");
        for (int lane = 0; lane < 4; lane++) {
            ObjectNode state =
                    lanes.addObject().put("index", lane).putObject("state").put("index", lane);
            state.putObject("input-power").put("instant", Double.toString(port.rxDbm()));
            state.putObject("output-power").put("instant", "0.8");
        }
    }

    /** A server without power tells nobody who it is; its name comes with its system. */
    private static void neighbour(ObjectNode entry, SwitchPort port) {
        ArrayNode neighbours =
                entry.put("name", port.name()).putObject("neighbors").putArray("neighbor");
        if (!port.up()) {
            return;
        }
        ObjectNode state = neighbours
                .addObject()
                .put("id", "1")
                .putObject("state")
                .put("id", "1")
                .put("chassis-id", port.mac())
                .put("chassis-id-type", "MAC_ADDRESS")
                .put("port-id", port.mac())
                .put("port-id-type", "MAC_ADDRESS");
        Machine machine = port.machine();
        if (machine == null) {
            state.put("system-name", "spine-001").put("port-description", "downlink");
        } else if (machine.host() == HostState.SYSTEM_RUNNING) {
            state.put("system-name", machine.identity().hostName());
        }
    }
}
