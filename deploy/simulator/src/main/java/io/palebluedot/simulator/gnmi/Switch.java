package io.palebluedot.simulator.gnmi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.machine.Timeline;
import io.palebluedot.simulator.redfish.ResourceView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** A leaf switch: one port for each of its servers, and an uplink. */
public final class Switch {

    private final int index;
    private final String address;
    private final Timeline timeline;
    private final Instant booted;
    private final List<SwitchPort> ports = new ArrayList<>();
    private volatile boolean hanging;
    private volatile boolean dropping;

    /** A switch of that index, from 1, with cables to these servers. */
    public Switch(int index, String address, List<Machine> machines, Timeline timeline) {
        this.index = index;
        this.address = address;
        this.timeline = timeline;
        this.booted = timeline.now();
        for (Machine machine : machines) {
            ports.add(new SwitchPort("Ethernet" + (ports.size() + 1), machine, bootMac(machine), booted));
        }
        ports.add(new SwitchPort("Ethernet" + (ports.size() + 1), null, "02:70:62:ff:00:01", booted));
    }

    private static String bootMac(Machine machine) {
        return new ResourceView(machine).bootMac().toLowerCase(Locale.ROOT);
    }

    /** Its index in the rack, from 1. */
    public int index() {
        return index;
    }

    /** Its loopback address. */
    public String address() {
        return address;
    }

    /** Its host name. */
    public String name() {
        return String.format(Locale.ROOT, "leaf-%03d", index);
    }

    List<SwitchPort> ports() {
        return ports;
    }

    Optional<SwitchPort> port(String name) {
        return ports.stream().filter(port -> port.name().equals(name)).findFirst();
    }

    Instant booted() {
        return booted;
    }

    Instant now() {
        return timeline.now();
    }

    /** The whole OpenConfig tree as it is now. */
    ObjectNode tree() {
        return SwitchTree.of(this);
    }

    /** Does something that no reader may see half of. */
    synchronized <T> T alone(Supplier<T> work) {
        return work.get();
    }

    /** It accepts calls and never answers. */
    boolean hanging() {
        return hanging;
    }

    /** It ends calls at once with UNAVAILABLE. */
    boolean dropping() {
        return dropping;
    }

    void broken(boolean hangs, boolean drops) {
        hanging = hangs;
        dropping = drops;
    }
}
