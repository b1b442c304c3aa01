package io.palebluedot.allocation.ledger;

import io.palebluedot.allocation.lifecycle.AllocationState;
import io.palebluedot.allocation.lifecycle.Lifecycle;
import io.palebluedot.events.AllocationEvent;
import io.palebluedot.events.outbox.Outbox;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/** The only writer of an allocation's state after its birth: state, history and events in the caller's transaction. */
@ApplicationScoped
public class Moves {

    private static final Logger LOG = Logger.getLogger(Moves.class);
    private static final String MOVE = "select move($1, $2, $3, $4, $5, $6, $7, $8)";

    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    Moves(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Moves a locked allocation; ILLEGAL_STATE when its state has no such move. */
    public Uni<AllocationState> make(SqlConnection tx, Allocation allocation, Step step) {
        var path = Lifecycle.path(allocation.state(), step.triggers());
        if (path.isEmpty()) {
            String action =
                    step.triggers().getFirst().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return Uni.createFrom()
                    .failure(Failures.illegalMove(
                            "allocation", allocation.state().wire(), "move (" + action + ")"));
        }
        var to = path.get().getLast();
        return tx.preparedQuery(MOVE)
                .execute(row(allocation, path.get(), step))
                .chain(() -> tell(tx, allocation, step.events()))
                .invoke(() -> LOG.infof(
                        "allocation moved allocationId=%s from=%s to=%s cause=%s",
                        allocation.id(), allocation.state().wire(), to.wire(), step.cause()))
                .replaceWith(to);
    }

    /** Tells of something that is no move. */
    public Uni<Void> tell(SqlConnection tx, Allocation allocation, List<? extends AllocationEvent> events) {
        return outbox.addAll(
                tx,
                events.stream()
                        .map(event -> new Outbox.Pending(allocation.idText(), event))
                        .toList());
    }

    private Tuple row(Allocation allocation, List<AllocationState> path, Step step) {
        var to = path.getLast();
        var deadline = step.deadline() == null
                ? null
                : OffsetDateTime.ofInstant(clock.instant().plus(step.deadline()), ZoneOffset.UTC);
        return Tuple.tuple()
                .addUUID(allocation.id())
                .addString(allocation.state().wire())
                .addArrayOfString(path.stream().map(AllocationState::wire).toArray(String[]::new))
                .addString(step.cause())
                .addString(step.actor())
                .addString(step.reason())
                .addOffsetDateTime(deadline)
                .addBoolean(to.ended());
    }
}
