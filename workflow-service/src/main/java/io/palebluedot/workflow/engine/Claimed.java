package io.palebluedot.workflow.engine;

import io.palebluedot.workflow.lifecycle.Intent;
import io.palebluedot.workflow.lifecycle.Workflow;
import org.jspecify.annotations.Nullable;

/**
 * A workflow that this replica owns for one turn.
 *
 * @param token fencing token: a write with an older one changes nothing
 * @param wakes how often it had been woken when the turn began; a later wake is not slept over
 * @param blocker id of the workflow that has the server or is before it in the queue
 */
public record Claimed(
        Workflow workflow,
        long token,
        long wakes,
        Intent intent,
        @Nullable String blocker) {}
