package io.palebluedot.simulator.redfish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.machine.Machine;

/** Puts one server's state on a fresh copy of a resource of one schema. */
@FunctionalInterface
interface Overlay {

    void apply(ObjectNode resource, String path, Machine machine);
}
