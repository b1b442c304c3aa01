package io.palebluedot.allocation.progress;

import io.palebluedot.allocation.ledger.Allocation;
import io.palebluedot.allocation.ledger.AllocationRepository;
import io.palebluedot.allocation.ledger.Moves;
import io.palebluedot.allocation.ledger.Step;
import io.palebluedot.allocation.ledger.TouchedServer;
import io.palebluedot.allocation.lifecycle.Trigger;
import io.palebluedot.events.AllocationEvent.AllocationStarted;
import io.palebluedot.events.AllocationEvent.AllocationStopped;
import io.palebluedot.events.AllocationEvent.HeldServer;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Powering an allocation's servers off and on again; workflow-service acts on the events. */
@ApplicationScoped
public class PowerService {

    private static final String SHARED =
            "select distinct server_name from allocation_gpu where server_id = any($1) and allocation_id <> $2"
                    + " and given_up_at is null order by 1";

    private final AllocationRepository allocations;
    private final Moves moves;
    private final FaultService faults;
    private final Pool pool;

    PowerService(AllocationRepository allocations, Moves moves, FaultService faults, Pool pool) {
        this.allocations = allocations;
        this.moves = moves;
        this.faults = faults;
        this.pool = pool;
    }

    /** Active → stopped; SERVER_SHARED when somebody else works on one of its servers. */
    public Uni<Allocation> stop(Caller caller, String ref) {
        return change(
                caller,
                ref,
                (tx, allocation) -> unshared(tx, allocation)
                        .chain(() -> moves.make(
                                tx,
                                allocation,
                                Step.of(
                                        Trigger.STOP_ASKED,
                                        "stopped on request",
                                        caller.id(),
                                        new AllocationStopped(
                                                allocation.projectId().toString(), servers(allocation)))))
                        .replaceWithVoid());
    }

    /** Stopped → active; a GPU that failed meanwhile shows at once. */
    public Uni<Allocation> start(Caller caller, String ref) {
        return change(
                        caller,
                        ref,
                        (tx, allocation) -> moves.make(
                                        tx,
                                        allocation,
                                        Step.of(
                                                Trigger.START_ASKED,
                                                "started on request",
                                                caller.id(),
                                                new AllocationStarted(
                                                        allocation.projectId().toString(), servers(allocation))))
                                .replaceWithVoid())
                .chain(allocation -> faults.settle(List.of(allocation.id())))
                .chain(() -> allocations.find(caller, ref));
    }

    private interface Change {
        Uni<Void> in(SqlConnection tx, Allocation allocation);
    }

    private Uni<Allocation> change(Caller caller, String ref, Change change) {
        caller.require(Role.ADMIN, Role.OPERATOR, Role.ENGINEER, Role.SERVICE);
        return pool.withTransaction(
                        tx -> allocations.lock(tx, caller, ref).call(allocation -> change.in(tx, allocation)))
                .chain(() -> allocations.find(caller, ref));
    }

    private Uni<Void> unshared(SqlConnection tx, Allocation allocation) {
        var servers = allocation.servers().stream().map(TouchedServer::serverId).toArray(String[]::new);
        return tx.preparedQuery(SHARED)
                .execute(Tuple.tuple().addArrayOfString(servers).addUUID(allocation.id()))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom()
                                .failure(Failures.illegalState(
                                        "SERVER_SHARED",
                                        "server " + rows.iterator().next().getString(0)
                                                + " is used by another allocation too")));
    }

    private static List<HeldServer> servers(Allocation allocation) {
        return allocation.servers().stream()
                .map(s -> new HeldServer(s.serverId(), s.serverName(), false, false))
                .toList();
    }
}
