package io.palebluedot.simulator.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One active fault.
 *
 * @param parameters as posted, {@code kind} included
 */
public record Fault(FaultKind kind, ObjectNode parameters) {

    /** A number among the parameters. */
    public int number(String name, int otherwise) {
        return parameters.path(name).asInt(otherwise);
    }

    /** Whether the BMC's service of that protocol has the fault: those without {@code protocol} are of the whole BMC. */
    public boolean concerns(String protocol) {
        return protocol.equals(text("protocol", protocol));
    }

    /** A text among the parameters. */
    public String text(String name, String otherwise) {
        return parameters.path(name).asText(otherwise);
    }
}
