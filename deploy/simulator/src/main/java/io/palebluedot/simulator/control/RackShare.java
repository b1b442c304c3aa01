package io.palebluedot.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.machine.Machine;
import java.util.ArrayList;
import java.util.List;

/** One fault on a share of a rack. */
final class RackShare {

    private static final String SHARE = "share_percent";

    private RackShare() {}

    /**
     * Breaks {@code share_percent} of the servers, at least one, spread evenly and the same ones every time; all of them
     * where no share is given. Nothing is broken when one of them refuses.
     *
     * @throws FaultInjector.Refused when the share is not above 0 and up to 100, or a server refuses the fault
     */
    static List<Machine> inject(List<Machine> rack, ObjectNode order) throws FaultInjector.Refused {
        JsonNode share = order.path(SHARE);
        double percent = share.asDouble(100);
        if (!(share.isMissingNode() || share.isNumber()) || !(percent > 0 && percent <= 100)) {
            throw new FaultInjector.Refused("'" + SHARE + "' must be above 0 and up to 100");
        }
        ObjectNode fault = order.deepCopy();
        fault.remove(SHARE);
        List<Machine> chosen = spread(rack, Math.max(1, (int) Math.round(rack.size() * percent / 100)));
        for (Machine machine : chosen) {
            FaultInjector.check(machine, fault);
        }
        for (Machine machine : chosen) {
            FaultInjector.inject(machine, fault);
        }
        return chosen;
    }

    private static List<Machine> spread(List<Machine> rack, int count) {
        List<Machine> chosen = new ArrayList<>();
        for (long step = 0; step < count; step++) {
            chosen.add(rack.get((int) (step * rack.size() / count)));
        }
        return chosen;
    }
}
