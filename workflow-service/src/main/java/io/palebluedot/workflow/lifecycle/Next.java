package io.palebluedot.workflow.lifecycle;

import java.time.Instant;

/** What a turn does with a workflow. */
public sealed interface Next {

    /** Ask the handler of this step. */
    record Run(Step step) implements Next {}

    /** Nothing until then; {@link Instant#MAX} for nothing until somebody wakes it. */
    record Sleep(Instant until) implements Next {}
}
