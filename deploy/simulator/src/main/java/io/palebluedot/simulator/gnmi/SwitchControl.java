package io.palebluedot.simulator.gnmi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.machine.Machine;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A person at the switches: what they look like, and what breaks. */
public final class SwitchControl {

    private static final Map<String, String> KINDS = new TreeMap<>(Map.of(
            "link_down", "port: the cable of this port is cut",
            "optic_temperature", "port, celsius: temperature of the port's transceiver",
            "optic_power", "port, dbm: light that the port's transceiver receives",
            "hang", "the switch accepts calls and never answers",
            "drop", "the switch ends every call at once (UNAVAILABLE)"));

    private SwitchControl() {}

    /** The kinds with their parameters. */
    public static ObjectNode kinds() {
        ObjectNode kinds = JsonNodeFactory.instance.objectNode();
        KINDS.forEach(kinds::put);
        return kinds;
    }

    /** The switch as it is. */
    public static ObjectNode show(Switch leaf) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("index", leaf.index()).put("name", leaf.name()).put("address", leaf.address());
        shown.put("hanging", leaf.hanging()).put("dropping", leaf.dropping());
        for (SwitchPort port : leaf.ports()) {
            ObjectNode one = shown.withArray("/ports").addObject();
            one.put("name", port.name()).put("mac", port.mac());
            one.put("up", port.up()).put("cut", port.isCut());
            one.put("enabled", port.config().enabled()).put("mtu", port.config().mtu());
            one.put("description", port.config().description());
            Machine machine = port.machine();
            if (machine != null) {
                one.put("server", machine.identity().index());
            }
        }
        return shown;
    }

    /** Why the fault is refused; empty when it took place. */
    public static Optional<String> inject(Switch leaf, JsonNode fault) {
        String kind = fault.path("kind").asText("");
        switch (kind) {
            case "hang" -> leaf.broken(true, leaf.dropping());
            case "drop" -> leaf.broken(leaf.hanging(), true);
            case "link_down", "optic_temperature", "optic_power" -> {
                Optional<SwitchPort> port = leaf.port(fault.path("port").asText(""));
                if (port.isEmpty()) {
                    return Optional.of("'port' must be one of "
                            + leaf.ports().stream().map(SwitchPort::name).toList());
                }
                return onPort(port.get(), kind, fault);
            }
            default -> {
                return Optional.of("unknown kind '" + kind + "'; known: " + String.join(", ", KINDS.keySet()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> onPort(SwitchPort port, String kind, JsonNode fault) {
        String needed = kind.equals("optic_temperature") ? "celsius" : "dbm";
        if (kind.equals("link_down")) {
            port.cut(true);
        } else if (!fault.path(needed).isNumber()) {
            return Optional.of(kind + " needs '" + needed + "'");
        } else if (kind.equals("optic_temperature")) {
            port.celsius(fault.path(needed).doubleValue());
        } else {
            port.rxDbm(fault.path(needed).doubleValue());
        }
        return Optional.empty();
    }

    /** Repairs everything; what clients set stays. */
    public static void repair(Switch leaf) {
        leaf.broken(false, false);
        for (SwitchPort port : leaf.ports()) {
            port.cut(false);
            port.celsius(41.5);
            port.rxDbm(-1.5);
        }
    }
}
