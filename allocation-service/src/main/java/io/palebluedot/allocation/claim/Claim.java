package io.palebluedot.allocation.claim;

import io.palebluedot.allocation.planner.Request;
import io.palebluedot.rpc.Caller;
import java.time.Instant;
import java.util.UUID;

/**
 * One request on its way to a decision.
 *
 * @param user id or name
 * @param project id or name; empty for the user's first project
 * @param since when it came, for the time that it took
 */
public record Claim(
        UUID id, Caller caller, String user, String project, Request request, Terms terms, Mode mode, Instant since) {

    /** What is done with the decision. */
    public enum Mode {
        HOLD_OR_REFUSE,
        /** Without room it waits. */
        HOLD_OR_WAIT,
        /** It waits already. */
        RETRY,
        /** Nothing is held or written. */
        DRY_RUN
    }

    boolean retried() {
        return mode == Mode.RETRY;
    }

    boolean notYet(Instant now) {
        return terms.start() != null && terms.start().isAfter(now);
    }
}
