package io.palebluedot.simulator.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.control.ControlApi.Answer;
import io.palebluedot.simulator.fault.FaultKind;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.machine.Traffic;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What the control API does to all machines at once: a fault everywhere, and how much the BMCs were asked. */
final class FleetApi {

    private FleetApi() {}

    static Answer inject(Collection<Machine> machines, ObjectNode parameters) throws FaultInjector.Refused {
        for (Machine machine : machines) {
            FaultInjector.inject(machine, parameters);
        }
        return new Answer(201, parameters);
    }

    static Answer clear(Collection<Machine> machines, @Nullable FaultKind kind) {
        machines.forEach(machine -> FaultInjector.clear(machine, kind));
        return new Answer(200, JsonNodeFactory.instance.objectNode().put("cleared", machines.size()));
    }

    /** Sums, and the largest number of requests in flight at any one BMC. */
    static Answer traffic(Collection<Machine> machines) {
        var all = machines.stream().map(Machine::traffic).toList();
        return new Answer(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put(
                                "requests",
                                all.stream().mapToLong(Traffic::requests).sum())
                        .put(
                                "most_in_flight",
                                all.stream()
                                        .mapToInt(Traffic::mostInFlight)
                                        .max()
                                        .orElse(0))
                        .put(
                                "open_sessions",
                                all.stream().mapToInt(Traffic::openSessions).sum()));
    }

    static Answer resetTraffic(Collection<Machine> machines) {
        machines.forEach(machine -> machine.traffic().reset());
        return traffic(machines);
    }
}
