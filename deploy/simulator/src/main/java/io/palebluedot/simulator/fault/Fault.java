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

    /** A text among the parameters. */
    public String text(String name, String otherwise) {
        return parameters.path(name).asText(otherwise);
    }
}
