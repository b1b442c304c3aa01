package io.palebluedot.events;

import org.jspecify.annotations.Nullable;

/** Moves of a workflow; the subject is the workflow's id. From workflow-service. */
public sealed interface WorkflowEvent extends EventData {

    /** Which server and for whom. */
    record About(String kind, String serverId, @Nullable String allocationId) {}

    /** Accepted. */
    record WorkflowCreated(About about, @Nullable String template) implements WorkflowEvent {}

    /** Its first step began: the server is being worked on from now. */
    record WorkflowStarted(About about) implements WorkflowEvent {}

    /** A step ended or began; {@code state} in lower case. */
    record WorkflowStepChanged(
            About about,
            String step,
            String state,
            @Nullable String message) implements WorkflowEvent {}

    /** All steps are done. */
    record WorkflowSucceeded(About about) implements WorkflowEvent {}

    /** A step failed for good. */
    record WorkflowFailed(About about, String step, String cause) implements WorkflowEvent {}

    /** Its deadline passed. */
    record WorkflowTimedOut(About about, String step) implements WorkflowEvent {}

    /** Cancelled and cleaned up after. */
    record WorkflowCancelled(About about) implements WorkflowEvent {}

    /** Held or let go by a person. */
    record WorkflowPaused(About about, boolean paused) implements WorkflowEvent {}
}
