package io.palebluedot.workflow.lifecycle;

import io.palebluedot.events.WorkflowEvent;
import io.palebluedot.workflow.lifecycle.StepMove.Trigger;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One look at a workflow: what comes next, and what a handler's answer changes. Pure: knows neither clock nor database. */
public final class Turn {

    private final Workflow workflow;
    private final Limits limits;
    private final Wishes wishes;

    public Turn(Workflow workflow, Limits limits) {
        this.workflow = workflow;
        this.limits = limits;
        this.wishes = new Wishes(workflow);
    }

    /**
     * Obeys the intent, begins, starts, times out; says what comes next.
     *
     * @param blocker the workflow that has the server or is before this one in the queue; null when the way is free
     */
    public Next decide(Instant now, Intent intent, @Nullable String blocker) {
        wishes.obey(intent, now);
        return switch (workflow.state()) {
            case SUCCESS, FAILED, TIMEOUT, CANCELLED -> new Next.Sleep(Instant.MAX);
            case PENDING, WAITING -> queue(now, blocker);
            case PAUSED -> stayPaused(now);
            case PREPARING, RUNNING, POST, CANCELLING -> proceed(now);
        };
    }

    private Next queue(Instant now, @Nullable String blocker) {
        Step first = Objects.requireNonNull(workflow.current());
        if (blocker == null) {
            begin(first, now);
            return proceed(now);
        }
        Instant limit = workflow.queuedAt.plus(limits.queueTimeout());
        if (workflow.state() == WorkflowState.PENDING) {
            String cause = "workflow " + blocker + " has the server";
            workflow.move(WorkflowTrigger.HOLD, WorkflowState.WAITING, cause, now);
            first.waitingFor = cause;
            workflow.tell(first);
        } else if (!now.isBefore(limit)) {
            timeOut(first, "waited too long for the server", now);
            return new Next.Sleep(Instant.MAX);
        }
        return new Next.Sleep(limit);
    }

    private void begin(Step first, Instant now) {
        first.waitingFor = null;
        workflow.holdsServer = true;
        workflow.move(WorkflowTrigger.BEGIN, first.phase.state(), null, now);
        if (workflow.startedAt == null) {
            workflow.startedAt = now;
        }
        if (first.phase != Phase.UNDO) {
            workflow.emit(new WorkflowEvent.WorkflowStarted(workflow.about()));
        }
    }

    private Next stayPaused(Instant now) {
        Instant limit = Objects.requireNonNull(workflow.pausedAt).plus(limits.pauseLimit());
        if (now.isBefore(limit)) {
            return new Next.Sleep(limit);
        }
        wishes.cancel("paused for too long", now);
        return new Next.Sleep(workflow.state().ended() ? Instant.MAX : now);
    }

    private Next proceed(Instant now) {
        Step step = Objects.requireNonNull(workflow.current());
        if (step.state == StepState.PENDING) {
            if (step.notBefore != null && now.isBefore(step.notBefore)) {
                return new Next.Sleep(step.notBefore);
            }
            start(step, now);
        } else if (step.deadline != null && !now.isBefore(step.deadline)) {
            late(step, now);
            return new Next.Sleep(lookAgain(now));
        }
        return new Next.Run(step);
    }

    private void start(Step step, Instant now) {
        if (workflow.state() != step.phase.state()) {
            workflow.move(WorkflowTrigger.ADVANCE, step.phase.state(), null, now);
        }
        step.attempt++;
        step.tries++;
        step.away = 0;
        step.notBefore = null;
        step.finishedAt = null;
        step.startedAt = now;
        workflow.move(step, Trigger.START, StepState.RUNNING, null, now);
        step.deadline = now.plus(limits.timeout(step.name));
    }

    private void late(Step step, Instant now) {
        String cause = step.waitingFor == null ? "took too long" : "took too long, waiting for " + step.waitingFor;
        if (step.tries < limits.attempts(step.name)) {
            tryAgain(step, cause, now);
            return;
        }
        workflow.move(step, Trigger.TIME_OUT, StepState.TIMEOUT, cause, now);
        if (step.phase == Phase.UNDO) {
            afterUndo(now);
        } else {
            timeOut(step, cause, now);
        }
    }

    /** Takes what the handler of the current step found; answers when to look again, {@link Instant#MAX} for never. */
    public Instant apply(Outcome outcome, Instant now) {
        Step step = Objects.requireNonNull(workflow.current(), "an outcome needs a current step");
        switch (outcome) {
            case Outcome.Wait wait -> {
                workflow.remember(wait.facts());
                step.away = 0;
                step.waitingFor = wait.reason();
                return earlier(now.plus(wait.recheck()), step.deadline);
            }
            case Outcome.Away away -> {
                step.away++;
                step.waitingFor = away.reason();
                return earlier(now.plus(limits.awayDelay(step.away)), step.deadline);
            }
            case Outcome.Done done -> {
                workflow.remember(done.facts());
                workflow.move(step, Trigger.SUCCEED, StepState.SUCCESS, done.message(), now);
                finish(step, now);
            }
            case Outcome.Skip skip -> {
                workflow.move(step, Trigger.SKIP, StepState.SKIPPED, skip.reason(), now);
                finish(step, now);
            }
            case Outcome.GoBack back -> goBack(step, back, now);
            case Outcome.Failed failed -> {
                workflow.remember(failed.facts());
                fail(step, failed, now);
            }
        }
        return lookAgain(now);
    }

    private Instant lookAgain(Instant now) {
        Step next = workflow.current();
        if (next == null || workflow.state().ended()) {
            return Instant.MAX;
        }
        return next.notBefore == null ? now : next.notBefore;
    }

    private void finish(Step step, Instant now) {
        if (step.phase == Phase.UNDO) {
            afterUndo(now);
        } else if (workflow.current() == null) {
            workflow.end(WorkflowTrigger.SUCCEED, WorkflowState.SUCCESS, null, now);
            workflow.emit(new WorkflowEvent.WorkflowSucceeded(workflow.about()));
        }
    }

    private void fail(Step step, Outcome.Failed failed, Instant now) {
        if (failed.retryable() && step.tries < limits.attempts(step.name)) {
            tryAgain(step, failed.cause(), now);
            return;
        }
        workflow.move(step, Trigger.FAIL, StepState.FAILED, failed.cause(), now);
        if (step.phase == Phase.UNDO) {
            afterUndo(now);
        } else {
            workflow.end(WorkflowTrigger.FAIL, WorkflowState.FAILED, failed.cause(), now);
            workflow.emit(new WorkflowEvent.WorkflowFailed(workflow.about(), step.name.word(), failed.cause()));
        }
    }

    /** One thing that cannot be taken back does not keep the others from being. */
    private void afterUndo(Instant now) {
        if (workflow.current() != null) {
            return;
        }
        var stuck = workflow.steps().stream()
                .filter(s -> s.phase == Phase.UNDO)
                .filter(s -> s.state == StepState.FAILED || s.state == StepState.TIMEOUT)
                .findFirst();
        if (stuck.isPresent()) {
            String cause = "cancelled, but not cleaned up: " + stuck.get().message;
            workflow.end(WorkflowTrigger.FAIL, WorkflowState.FAILED, cause, now);
            workflow.emit(new WorkflowEvent.WorkflowFailed(
                    workflow.about(), stuck.get().name.word(), cause));
        } else {
            workflow.end(WorkflowTrigger.FINISH_CANCEL, WorkflowState.CANCELLED, workflow.error, now);
            workflow.emit(new WorkflowEvent.WorkflowCancelled(workflow.about()));
        }
    }

    private void tryAgain(Step step, String cause, Instant now) {
        step.notBefore = now.plus(limits.retryDelay(step.tries));
        workflow.move(step, Trigger.TRY_AGAIN, StepState.PENDING, cause, now);
    }

    private void goBack(Step from, Outcome.GoBack back, Instant now) {
        int first = workflow.steps().stream()
                .filter(step -> step.name == back.to())
                .findFirst()
                .orElseThrow()
                .position;
        for (Step step : workflow.steps().subList(first, from.position + 1)) {
            if (step.state == StepState.SUCCESS || step.state == StepState.RUNNING) {
                step.tries = 0;
                step.notBefore = null;
                workflow.move(step, Trigger.RESTART, StepState.PENDING, back.reason(), now);
            }
        }
        WorkflowState wanted = Objects.requireNonNull(workflow.current()).phase.state();
        if (wanted != workflow.state()) {
            workflow.move(WorkflowTrigger.GO_BACK, wanted, back.reason(), now);
        }
    }

    private void timeOut(Step step, String cause, Instant now) {
        workflow.end(WorkflowTrigger.TIME_OUT, WorkflowState.TIMEOUT, cause, now);
        workflow.emit(new WorkflowEvent.WorkflowTimedOut(workflow.about(), step.name.word()));
    }

    private static Instant earlier(Instant a, @Nullable Instant b) {
        return b == null || a.isBefore(b) ? a : b;
    }
}
