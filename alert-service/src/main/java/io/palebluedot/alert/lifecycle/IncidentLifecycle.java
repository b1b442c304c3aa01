package io.palebluedot.alert.lifecycle;

import static io.palebluedot.alert.lifecycle.IncidentState.ACKNOWLEDGED;
import static io.palebluedot.alert.lifecycle.IncidentState.FIRING;
import static io.palebluedot.alert.lifecycle.IncidentState.MERGED;
import static io.palebluedot.alert.lifecycle.IncidentState.RESOLVED;
import static io.palebluedot.alert.lifecycle.IncidentTrigger.ALL_ACKNOWLEDGED;
import static io.palebluedot.alert.lifecycle.IncidentTrigger.ALL_RESOLVED;
import static io.palebluedot.alert.lifecycle.IncidentTrigger.CORRELATED;
import static io.palebluedot.alert.lifecycle.IncidentTrigger.SAME_CAUSE_AS_OLDER;
import static io.palebluedot.alert.lifecycle.IncidentTrigger.UNACKNOWLEDGED_ALERT;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All legal moves of an incident, one line each. */
public final class IncidentLifecycle {

    /** One legal move; {@code from} is null at birth. */
    public record Move(@Nullable IncidentState from, IncidentTrigger trigger, IncidentState to) {}

    private static final List<Move> TABLE = List.of(
            new Move(null, CORRELATED, FIRING),
            new Move(FIRING, ALL_ACKNOWLEDGED, ACKNOWLEDGED),
            new Move(FIRING, ALL_RESOLVED, RESOLVED),
            new Move(FIRING, SAME_CAUSE_AS_OLDER, MERGED),
            new Move(ACKNOWLEDGED, UNACKNOWLEDGED_ALERT, FIRING),
            new Move(ACKNOWLEDGED, ALL_RESOLVED, RESOLVED),
            new Move(ACKNOWLEDGED, SAME_CAUSE_AS_OLDER, MERGED));

    private IncidentLifecycle() {}

    public static List<Move> table() {
        return TABLE;
    }

    /** Where the trigger leads from here; empty when that is no legal move. */
    public static Optional<IncidentState> next(@Nullable IncidentState from, IncidentTrigger trigger) {
        return TABLE.stream()
                .filter(m -> m.from() == from && m.trigger() == trigger)
                .map(Move::to)
                .findFirst();
    }
}
