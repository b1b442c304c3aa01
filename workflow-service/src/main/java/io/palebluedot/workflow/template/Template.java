package io.palebluedot.workflow.template;

import java.time.Instant;
import java.util.Set;

/**
 * One version of a template; versions never change.
 *
 * @param os talos, ubuntu, rocky, wipe or generic
 */
public record Template(
        String id,
        String name,
        int version,
        String os,
        String description,
        String body,
        boolean builtIn,
        String createdBy,
        Instant createdAt) {

    /** What it asks for. */
    public Set<String> variables() {
        return TemplateSyntax.variables(body);
    }
}
