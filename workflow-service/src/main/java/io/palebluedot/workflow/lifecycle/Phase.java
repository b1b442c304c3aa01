package io.palebluedot.workflow.lifecycle;

/** The part of a workflow that a step belongs to; it gives the workflow's state while the step is the current one. */
public enum Phase {
    PREPARE(WorkflowState.PREPARING),
    RUN(WorkflowState.RUNNING),
    POST(WorkflowState.POST),
    /** Taking back, after a cancel. */
    UNDO(WorkflowState.CANCELLING);

    private final WorkflowState state;

    Phase(WorkflowState state) {
        this.state = state;
    }

    public WorkflowState state() {
        return state;
    }
}
