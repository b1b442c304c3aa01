package io.palebluedot.alert.lifecycle;

import static io.palebluedot.alert.lifecycle.AlertState.ACKNOWLEDGED;
import static io.palebluedot.alert.lifecycle.AlertState.FIRING;
import static io.palebluedot.alert.lifecycle.AlertState.PENDING;
import static io.palebluedot.alert.lifecycle.AlertState.RESOLVED;
import static io.palebluedot.alert.lifecycle.AlertState.SUPPRESSED;
import static io.palebluedot.alert.lifecycle.AlertTrigger.CLEARED;
import static io.palebluedot.alert.lifecycle.AlertTrigger.CONDITION_SEEN;
import static io.palebluedot.alert.lifecycle.AlertTrigger.HELD;
import static io.palebluedot.alert.lifecycle.AlertTrigger.HELD_IN_SILENCE;
import static io.palebluedot.alert.lifecycle.AlertTrigger.RAISED;
import static io.palebluedot.alert.lifecycle.AlertTrigger.RAISED_IN_SILENCE;
import static io.palebluedot.alert.lifecycle.AlertTrigger.RESOLVED_BY_PERSON;
import static io.palebluedot.alert.lifecycle.AlertTrigger.SILENCED;
import static io.palebluedot.alert.lifecycle.AlertTrigger.SILENCE_ENDED;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All legal moves of an alert, one line each. */
public final class AlertLifecycle {

    /** One legal move; {@code from} is null at birth. */
    public record Move(@Nullable AlertState from, AlertTrigger trigger, AlertState to) {}

    private static final List<Move> TABLE = List.of(
            new Move(null, CONDITION_SEEN, PENDING),
            new Move(null, RAISED, FIRING),
            new Move(null, RAISED_IN_SILENCE, SUPPRESSED),
            new Move(PENDING, HELD, FIRING),
            new Move(PENDING, HELD_IN_SILENCE, SUPPRESSED),
            new Move(PENDING, CLEARED, RESOLVED),
            new Move(FIRING, AlertTrigger.ACKNOWLEDGED, ACKNOWLEDGED),
            new Move(FIRING, SILENCED, SUPPRESSED),
            new Move(FIRING, CLEARED, RESOLVED),
            new Move(FIRING, RESOLVED_BY_PERSON, RESOLVED),
            new Move(ACKNOWLEDGED, SILENCED, SUPPRESSED),
            new Move(ACKNOWLEDGED, CLEARED, RESOLVED),
            new Move(ACKNOWLEDGED, RESOLVED_BY_PERSON, RESOLVED),
            new Move(SUPPRESSED, SILENCE_ENDED, FIRING),
            new Move(SUPPRESSED, CLEARED, RESOLVED),
            new Move(SUPPRESSED, RESOLVED_BY_PERSON, RESOLVED));

    private AlertLifecycle() {}

    public static List<Move> table() {
        return TABLE;
    }

    /** Where the trigger leads from here; empty when that is no legal move. */
    public static Optional<AlertState> next(@Nullable AlertState from, AlertTrigger trigger) {
        return TABLE.stream()
                .filter(m -> m.from() == from && m.trigger() == trigger)
                .map(Move::to)
                .findFirst();
    }
}
