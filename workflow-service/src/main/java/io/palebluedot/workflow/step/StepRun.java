package io.palebluedot.workflow.step;

import io.palebluedot.workflow.lifecycle.Phase;
import io.palebluedot.workflow.lifecycle.Step;
import io.palebluedot.workflow.lifecycle.Workflow;
import org.jspecify.annotations.Nullable;

/** A look at the current step of a workflow. Handlers read it and change nothing. */
public record StepRun(Workflow workflow, Step step) {

    public String id() {
        return workflow.order().id().toString();
    }

    public String serverId() {
        return workflow.order().serverId();
    }

    /** The same for every look of one attempt, another for the next attempt: hardware acts on it once. */
    public String key(String action) {
        return "workflow/" + id() + "/" + step.position() + "-" + step.name().word() + "/" + step.attempt() + "/"
                + action;
    }

    public @Nullable String fact(String name) {
        return workflow.fact(name);
    }

    public boolean undoing() {
        return step.phase() == Phase.UNDO;
    }

    /** A parameter as text; null when it was not given. */
    public @Nullable String parameter(String name) {
        Object value = workflow.order().parameters().get(name);
        return value == null ? null : String.valueOf(value);
    }
}
