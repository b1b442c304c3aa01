package io.palebluedot.workflow.lifecycle;

import io.palebluedot.events.WorkflowEvent;
import io.palebluedot.workflow.lifecycle.StepMove.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** What people's intents do to a workflow: pause, resume, cancel, retry. */
final class Wishes {

    private final Workflow workflow;

    Wishes(Workflow workflow) {
        this.workflow = workflow;
    }

    /** Does what the intent asks where it still makes sense, else nothing. */
    void obey(Intent intent, Instant now) {
        WorkflowState state = workflow.state();
        switch (intent) {
            case RUN -> {
                if (state == WorkflowState.PAUSED) {
                    resume(now);
                }
            }
            case PAUSE -> {
                if (!state.ended() && state != WorkflowState.PAUSED && state != WorkflowState.CANCELLING) {
                    pause(now);
                }
            }
            case CANCEL -> {
                if (!state.ended() && state != WorkflowState.CANCELLING && !undoing()) {
                    cancel("cancelled", now);
                }
            }
            case RETRY -> {
                if (state == WorkflowState.FAILED || state == WorkflowState.TIMEOUT) {
                    retry(now);
                }
            }
        }
    }

    /** A cancel whose taking back failed and is retried. */
    private boolean undoing() {
        Step current = workflow.current();
        return current != null && current.phase == Phase.UNDO;
    }

    private void pause(Instant now) {
        workflow.pausedFrom = workflow.state();
        workflow.pausedAt = now;
        workflow.move(WorkflowTrigger.PAUSE, WorkflowState.PAUSED, null, now);
        workflow.emit(new WorkflowEvent.WorkflowPaused(workflow.about(), true));
    }

    /** The clocks stood still meanwhile. */
    private void resume(Instant now) {
        var paused = Duration.between(Objects.requireNonNull(workflow.pausedAt), now);
        Step step = workflow.current();
        if (step != null) {
            step.deadline = step.deadline == null ? null : step.deadline.plus(paused);
            step.notBefore = step.notBefore == null ? null : step.notBefore.plus(paused);
        }
        workflow.queuedAt = workflow.queuedAt.plus(paused);
        WorkflowState to = workflow.holdsServer ? Objects.requireNonNull(workflow.pausedFrom) : WorkflowState.PENDING;
        workflow.move(WorkflowTrigger.RESUME, to, null, now);
        workflow.pausedFrom = null;
        workflow.pausedAt = null;
        workflow.emit(new WorkflowEvent.WorkflowPaused(workflow.about(), false));
    }

    void cancel(String cause, Instant now) {
        for (Step step : workflow.steps()) {
            if (step.state == StepState.RUNNING) {
                workflow.move(step, Trigger.CANCEL, StepState.CANCELLED, cause, now);
            } else if (step.state == StepState.PENDING) {
                workflow.move(step, Trigger.SKIP, StepState.SKIPPED, cause, now);
            }
        }
        workflow.pausedFrom = null;
        workflow.pausedAt = null;
        if (workflow.holdsServer) {
            workflow.error = cause;
            Plan.undo(workflow.order().kind()).forEach(workflow::append);
            workflow.move(WorkflowTrigger.CANCEL, WorkflowState.CANCELLING, cause, now);
        } else {
            workflow.end(WorkflowTrigger.CANCEL, WorkflowState.CANCELLED, cause, now);
            workflow.emit(new WorkflowEvent.WorkflowCancelled(workflow.about()));
        }
    }

    private void retry(Instant now) {
        for (Step step : workflow.steps()) {
            if (step.state == StepState.FAILED || step.state == StepState.TIMEOUT) {
                step.tries = 0;
                step.notBefore = null;
                workflow.move(step, Trigger.RESTART, StepState.PENDING, "retried", now);
            }
        }
        workflow.error = null;
        workflow.finishedAt = null;
        workflow.queuedAt = now;
        workflow.move(WorkflowTrigger.RETRY, WorkflowState.PENDING, "retried", now);
    }
}
