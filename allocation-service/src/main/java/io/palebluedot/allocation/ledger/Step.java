package io.palebluedot.allocation.ledger;

import io.palebluedot.allocation.lifecycle.Trigger;
import io.palebluedot.events.AllocationEvent;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A move through one or several triggers in one transaction.
 *
 * @param cause what history says
 * @param reason what the allocation itself says from now on; null keeps what it says
 * @param deadline after which the state it ends in is given up; null for a state that may last
 * @param events what the move tells the world, in order
 */
public record Step(
        List<Trigger> triggers,
        String cause,
        String actor,
        @Nullable String reason,
        @Nullable Duration deadline,
        List<? extends AllocationEvent> events) {

    public static Step of(Trigger trigger, String cause, String actor, AllocationEvent event) {
        return new Step(List.of(trigger), cause, actor, null, null, List.of(event));
    }
}
