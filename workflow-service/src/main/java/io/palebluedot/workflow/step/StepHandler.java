package io.palebluedot.workflow.step;

import io.palebluedot.workflow.lifecycle.Outcome;
import io.palebluedot.workflow.lifecycle.StepName;
import io.smallrye.mutiny.Uni;
import java.util.Set;

/**
 * Works on steps of some names. It may be asked again after a crash at any line, by another replica, and while nothing has changed: it looks, it
 * repeats calls only under the same idempotency key, and it never waits.
 */
public interface StepHandler {

    Set<StepName> steps();

    /** A failure is an outcome too, see {@link Troubles}. */
    Uni<Outcome> look(StepRun run);
}
