package io.palebluedot.allocation.release;

import io.palebluedot.allocation.ledger.Allocation;
import io.palebluedot.allocation.ledger.AllocationRepository;
import io.palebluedot.allocation.ledger.Moves;
import io.palebluedot.allocation.ledger.Step;
import io.palebluedot.allocation.lifecycle.AllocationState;
import io.palebluedot.allocation.lifecycle.Trigger;
import io.palebluedot.events.AllocationEvent.AllocationEnded;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Ends what has come to its end, and what stayed too long in a state that may not last. */
@ApplicationScoped
class Sweep {

    private static final Logger LOG = Logger.getLogger(Sweep.class);
    private static final String ACTOR = "allocation-service";
    private static final String DUE = """
            select id from allocation where end_at <= now() and released_at is null
            union
            select id from allocation where deadline_at <= now() and state in ('reserved', 'provisioning')
            order by id limit 200""";
    private static final List<Trigger> END_WAY = List.of(Trigger.END_PASSED, Trigger.RELEASE_ASKED, Trigger.GIVEN_BACK);
    private static final List<Trigger> CUT_SHORT = List.of(Trigger.RELEASE_ASKED, Trigger.GIVEN_BACK);

    private final AllocationRepository allocations;
    private final GiveBack giveBack;
    private final Moves moves;
    private final Pool pool;
    private final Clock clock = Clock.systemUTC();

    Sweep(AllocationRepository allocations, GiveBack giveBack, Moves moves, Pool pool) {
        this.allocations = allocations;
        this.giveBack = giveBack;
        this.moves = moves;
        this.pool = pool;
    }

    @Scheduled(every = "${pbd.allocation.sweep:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return pool.query(DUE)
                .execute()
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .onItem()
                .transformToUniAndConcatenate(this::settle)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> settle(Row due) {
        UUID id = due.getUUID(0);
        return pool.withTransaction(tx -> allocations.lock(tx, id).chain(found -> settle(tx, found)))
                .onFailure()
                .invoke(e -> LOG.warnf("allocation not ended allocationId=%s: %s", id, e.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> settle(SqlConnection tx, @Nullable Allocation allocation) {
        // Somebody else may have moved it since it was listed.
        if (allocation == null || allocation.state().ended()) {
            return Uni.createFrom().voidItem();
        }
        var now = clock.instant();
        return passed(allocation.end(), now) ? atEnd(tx, allocation) : atDeadline(tx, allocation);
    }

    private Uni<Void> atEnd(SqlConnection tx, Allocation allocation) {
        return switch (allocation.state()) {
            case QUEUED -> {
                String reason = "its end passed while it waited";
                var ended = new AllocationEnded(allocation.projectId().toString(), "expired", reason);
                var step = new Step(List.of(Trigger.END_PASSED_WAITING), reason, ACTOR, reason, null, List.of(ended));
                yield moves.make(tx, allocation, step).replaceWithVoid();
            }
            case EXPIRING, RELEASING -> giveBack.released(tx, allocation, CUT_SHORT, "its end passed", ACTOR);
            case RESERVED, PROVISIONING, ACTIVE, STOPPED, DEGRADED, REPLACING, PREEMPTING, RESERVING ->
                giveBack.released(tx, allocation, END_WAY, "its end passed", ACTOR);
            case RELEASED, REJECTED, FAILED, CANCELLED, EXPIRED, PREEMPTED ->
                Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> atDeadline(SqlConnection tx, Allocation allocation) {
        boolean transientState =
                allocation.state() == AllocationState.RESERVED || allocation.state() == AllocationState.PROVISIONING;
        if (!transientState) {
            return Uni.createFrom().voidItem();
        }
        String reason = "its servers were not installed in time (it was "
                + allocation.state().wire() + ")";
        return giveBack.failed(tx, allocation, reason, ACTOR);
    }

    private static boolean passed(@Nullable Instant end, Instant now) {
        return end != null && !end.isAfter(now);
    }
}
