package io.palebluedot.allocation.lifecycle;

import static io.palebluedot.allocation.lifecycle.AllocationState.*;
import static io.palebluedot.allocation.lifecycle.Trigger.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All legal moves of an allocation, one line each. Releasing never asks a server anything, so every holding state has a way out that always works.
 */
public final class Lifecycle {

    /** One legal move; {@code from} is null at birth. */
    public record Move(@Nullable AllocationState from, Trigger trigger, AllocationState to) {}

    private static final List<Move> TABLE = List.of(
            new Move(null, SUBMITTED, RESERVING),
            new Move(RESERVING, HELD, RESERVED),
            new Move(RESERVING, Trigger.QUEUED, AllocationState.QUEUED),
            new Move(AllocationState.QUEUED, RETRIED, RESERVING),
            new Move(AllocationState.QUEUED, Trigger.REJECTED, AllocationState.REJECTED),
            new Move(AllocationState.QUEUED, Trigger.CANCELLED, AllocationState.CANCELLED),
            new Move(AllocationState.QUEUED, END_PASSED_WAITING, EXPIRED),
            new Move(RESERVED, DEPLOY_STARTED, PROVISIONING),
            new Move(RESERVED, READY, ACTIVE),
            new Move(RESERVED, DEPLOY_FAILED, RELEASING),
            new Move(RESERVED, RELEASE_ASKED, RELEASING),
            new Move(RESERVED, END_PASSED, EXPIRING),
            new Move(PROVISIONING, READY, ACTIVE),
            new Move(PROVISIONING, DEPLOY_FAILED, RELEASING),
            new Move(PROVISIONING, RELEASE_ASKED, RELEASING),
            new Move(PROVISIONING, END_PASSED, EXPIRING),
            new Move(ACTIVE, STOP_ASKED, STOPPED),
            new Move(ACTIVE, GPU_FAILED, DEGRADED),
            new Move(ACTIVE, RELEASE_ASKED, RELEASING),
            new Move(ACTIVE, END_PASSED, EXPIRING),
            new Move(STOPPED, START_ASKED, ACTIVE),
            new Move(STOPPED, RELEASE_ASKED, RELEASING),
            new Move(STOPPED, END_PASSED, EXPIRING),
            new Move(DEGRADED, SPARE_FOUND, REPLACING),
            new Move(DEGRADED, GPU_RECOVERED, ACTIVE),
            new Move(DEGRADED, RELEASE_ASKED, RELEASING),
            new Move(DEGRADED, END_PASSED, EXPIRING),
            new Move(REPLACING, REPLACED, ACTIVE),
            new Move(EXPIRING, RELEASE_ASKED, RELEASING),
            new Move(RELEASING, GIVEN_BACK, RELEASED),
            new Move(RELEASING, GIVEN_BACK_AFTER_FAILURE, FAILED));

    private Lifecycle() {}

    public static List<Move> table() {
        return TABLE;
    }

    /** Where the trigger leads from here; empty when that is no legal move. */
    public static Optional<AllocationState> next(@Nullable AllocationState from, Trigger trigger) {
        return TABLE.stream()
                .filter(m -> m.from() == from && m.trigger() == trigger)
                .map(Move::to)
                .findFirst();
    }

    /** The states on the way through several triggers, the starting one not among them; empty when one of them is illegal. */
    public static Optional<List<AllocationState>> path(@Nullable AllocationState from, List<Trigger> triggers) {
        var states = new ArrayList<AllocationState>();
        var at = from;
        for (Trigger trigger : triggers) {
            var next = next(at, trigger);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            at = next.get();
            states.add(at);
        }
        return Optional.of(List.copyOf(states));
    }

    /** The table as a Mermaid state diagram. */
    public static String mermaid() {
        var text = new StringBuilder("stateDiagram-v2\n");
        for (Move move : TABLE) {
            var from = move.from();
            text.append("    ")
                    .append(from == null ? "[*]" : from.wire())
                    .append(" --> ")
                    .append(move.to().wire())
                    .append(": ")
                    .append(move.trigger().name().toLowerCase(java.util.Locale.ROOT))
                    .append('\n');
        }
        TABLE.stream()
                .map(Move::to)
                .distinct()
                .filter(AllocationState::ended)
                .forEach(state -> text.append("    ").append(state.wire()).append(" --> [*]\n"));
        return text.toString();
    }
}
