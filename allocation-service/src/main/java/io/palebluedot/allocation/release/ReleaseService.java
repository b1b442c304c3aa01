package io.palebluedot.allocation.release;

import io.palebluedot.allocation.ledger.Allocation;
import io.palebluedot.allocation.ledger.AllocationRepository;
import io.palebluedot.allocation.ledger.Moves;
import io.palebluedot.allocation.ledger.Step;
import io.palebluedot.allocation.lifecycle.AllocationState;
import io.palebluedot.allocation.lifecycle.Trigger;
import io.palebluedot.events.AllocationEvent.AllocationEnded;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Releasing on request. */
@ApplicationScoped
public class ReleaseService {

    private static final List<Trigger> WAY = List.of(Trigger.RELEASE_ASKED, Trigger.GIVEN_BACK);

    private final AllocationRepository allocations;
    private final GiveBack giveBack;
    private final Moves moves;
    private final Pool pool;

    ReleaseService(AllocationRepository allocations, GiveBack giveBack, Moves moves, Pool pool) {
        this.allocations = allocations;
        this.giveBack = giveBack;
        this.moves = moves;
        this.pool = pool;
    }

    /** Releases what holds, cancels what waits; answers the same for what has ended already. */
    public Uni<Allocation> release(Caller caller, String ref, @Nullable Long expectedVersion, String reason) {
        caller.require(Role.ADMIN, Role.OPERATOR, Role.ENGINEER, Role.SERVICE);
        return pool.withTransaction(tx -> allocations
                        .lock(tx, caller, ref)
                        .call(allocation -> end(tx, caller, allocation, expectedVersion, reason)))
                .chain(() -> allocations.find(caller, ref));
    }

    private Uni<Void> end(
            SqlConnection tx, Caller caller, Allocation allocation, @Nullable Long expectedVersion, String reason) {
        if (allocation.state().ended()) {
            return Uni.createFrom().voidItem();
        }
        if (expectedVersion != null && expectedVersion != allocation.version()) {
            return Uni.createFrom()
                    .failure(Failures.versionConflict("allocation", expectedVersion, allocation.version()));
        }
        String why = reason.isEmpty() ? "released on request" : reason;
        return allocation.state() == AllocationState.QUEUED
                ? cancel(tx, caller, allocation, why)
                : giveBack.released(tx, allocation, WAY, why, caller.id());
    }

    private Uni<Void> cancel(SqlConnection tx, Caller caller, Allocation allocation, String why) {
        var ended = new AllocationEnded(allocation.projectId().toString(), "cancelled", why);
        return moves.make(
                        tx,
                        allocation,
                        new Step(List.of(Trigger.CANCELLED), why, caller.id(), why, null, List.of(ended)))
                .replaceWithVoid();
    }
}
