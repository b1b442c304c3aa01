package io.palebluedot.workflow.lifecycle;

import static io.palebluedot.workflow.lifecycle.StepState.*;

import java.util.List;
import java.util.Locale;

/** One legal move of a step. {@link #TABLE} is the whole state machine. */
public record StepMove(StepState from, StepMove.Trigger trigger, StepState to) {

    /** Why a step moves. */
    public enum Trigger {
        START,
        SUCCEED,
        SKIP,
        TRY_AGAIN,
        FAIL,
        TIME_OUT,
        CANCEL,
        RESTART;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final List<StepMove> TABLE = List.of(
            new StepMove(PENDING, Trigger.START, RUNNING),
            new StepMove(RUNNING, Trigger.SUCCEED, SUCCESS),
            new StepMove(RUNNING, Trigger.SKIP, SKIPPED),
            new StepMove(PENDING, Trigger.SKIP, SKIPPED),
            // An attempt failed and the budget has more.
            new StepMove(RUNNING, Trigger.TRY_AGAIN, PENDING),
            new StepMove(RUNNING, Trigger.FAIL, FAILED),
            new StepMove(RUNNING, Trigger.TIME_OUT, TIMEOUT),
            new StepMove(RUNNING, Trigger.CANCEL, CANCELLED),
            // A person retries, or a later step asks for this one again.
            new StepMove(FAILED, Trigger.RESTART, PENDING),
            new StepMove(TIMEOUT, Trigger.RESTART, PENDING),
            new StepMove(SUCCESS, Trigger.RESTART, PENDING),
            new StepMove(RUNNING, Trigger.RESTART, PENDING));

    static StepMove legal(StepState from, Trigger trigger, StepState to) {
        var move = new StepMove(from, trigger, to);
        if (!TABLE.contains(move)) {
            throw new IllegalStateException("a step does not move " + move);
        }
        return move;
    }
}
