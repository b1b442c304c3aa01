package io.palebluedot.simulator.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.palebluedot.simulator.control.ControlApi.Answer;
import io.palebluedot.simulator.fault.FaultKind;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.machine.Traffic;
import java.util.Collection;

/** How much the rack's BMCs were asked. */
final class RackTraffic {

    private RackTraffic() {}

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
                                "most_in_flight_hung",
                                machines.stream()
                                        .filter(machine -> machine.faults().has(FaultKind.HANG))
                                        .mapToInt(machine -> machine.traffic().mostInFlight())
                                        .max()
                                        .orElse(0))
                        .put(
                                "most_in_flight_answering",
                                machines.stream()
                                        .filter(machine -> !machine.faults().has(FaultKind.HANG))
                                        .mapToInt(machine -> machine.traffic().mostInFlight())
                                        .max()
                                        .orElse(0))
                        .put(
                                "open_sessions",
                                all.stream().mapToInt(Traffic::openSessions).sum())
                        .put(
                                "open_sessions_hung",
                                machines.stream()
                                        .filter(machine -> machine.faults().has(FaultKind.HANG))
                                        .mapToInt(machine -> machine.traffic().openSessions())
                                        .sum()));
    }

    static Answer resetTraffic(Collection<Machine> machines) {
        machines.forEach(machine -> machine.traffic().reset());
        return traffic(machines);
    }
}
