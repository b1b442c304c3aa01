package io.palebluedot.simulator.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.machine.MachineState;
import java.util.List;
import java.util.Map;

/** What is kept: machines by index and Tinkerbell's objects. */
record RackState(Map<Integer, MachineState> machines, List<ObjectNode> objects) {}
