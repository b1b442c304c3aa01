package io.palebluedot.hardware.operation;

import io.palebluedot.events.Ids;
import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.server.ServerRepository;
import io.palebluedot.paging.Listing;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/** Asking for operations, looking at them, cancelling them. */
@ApplicationScoped
public class OperationService {

    private static final Listing OPERATIONS = Listing.of(OperationRow.COLUMNS, "operation o", "o.id::text")
            .sort("created_at", "o.created_at", "timestamptz")
            .sort("state", "o.state", "text")
            .sort("kind", "o.kind", "text");

    private final OperationLedger ledger;
    private final OperationWorker worker;
    private final ServerRepository servers;
    private final Drivers drivers;
    private final Pool pool;

    OperationService(
            OperationLedger ledger, OperationWorker worker, ServerRepository servers, Drivers drivers, Pool pool) {
        this.ledger = ledger;
        this.worker = worker;
        this.servers = servers;
        this.drivers = drivers;
        this.pool = pool;
    }

    /** Queues an operation on a known server and answers at once; fails with CAPABILITY_UNSUPPORTED for what it has no driver for. */
    public Uni<Operation> ask(NewOperation wish) {
        return servers.get(String.valueOf(wish.serverId()))
                .invoke(known -> wish.kind().needs().ifPresent(needed -> drivers.require(known.bmc(), needed)))
                .chain(known -> queue(wish));
    }

    /** Queues an operation that needs no known server. */
    public Uni<Operation> queue(NewOperation wish) {
        return pool.withTransaction(tx -> queue(tx, wish)).invoke(worker::wake);
    }

    /** As {@link #queue(NewOperation)}, with more rows in the same transaction; they are written for a new operation only. */
    public Uni<Operation> queue(NewOperation wish, BiFunction<SqlConnection, Operation, Uni<Void>> more) {
        return pool.withTransaction(tx ->
                        ledger.add(tx, wish).map(Optional::orElseThrow).call(operation -> more.apply(tx, operation)))
                .invoke(worker::wake);
    }

    private Uni<Operation> queue(SqlConnection tx, NewOperation wish) {
        return ledger.add(tx, wish)
                .onItem()
                .transformToUni(added -> added.map(Uni.createFrom()::item)
                        .orElseGet(() -> ledger.withKey(tx, Objects.requireNonNull(wish.idempotencyKey()))
                                .map(before -> same(before.orElseThrow(), wish))));
    }

    private static Operation same(Operation before, NewOperation wish) {
        if (before.kind() != wish.kind() || !Objects.equals(before.serverId(), wish.serverId())) {
            throw Failures.alreadyExists("idempotency_key", "the key belongs to another operation");
        }
        return before;
    }

    public Uni<Operation> get(String id, Caller caller) {
        if (!Ids.isId(id)) {
            return Uni.createFrom().failure(Failures.notFound("Operation", id));
        }
        return ledger.find(UUID.fromString(id))
                .map(found -> found.filter(o -> sees(caller, o)).orElseThrow(() -> Failures.notFound("Operation", id)));
    }

    /** An engineer sees what they asked for themselves. */
    private static boolean sees(Caller caller, Operation operation) {
        return caller.seesAllProjects() || operation.requestedBy().equals(caller.id());
    }

    public Uni<Operation> cancel(String id, Caller caller) {
        return get(id, caller)
                .chain(operation -> ledger.cancel(operation.id())
                        .invoke(open -> {
                            if (!open) {
                                throw Failures.illegalMove(
                                        "operation", operation.state().word(), "cancel");
                            }
                            worker.cancelNow(operation.id());
                        })
                        .chain(() -> get(id, caller)));
    }

    /** One page; empty filters mean all. */
    public Uni<Slice<Operation>> list(PageRequest page, String serverId, String state, String kind, Caller caller) {
        if (!serverId.isEmpty() && !Ids.isId(serverId)) {
            throw Failures.invalid("server_id", "must be a server's id");
        }
        return OPERATIONS
                .query(page)
                .whereIf(!serverId.isEmpty(), "o.server_id = cast(? as text)::uuid", serverId)
                .whereIf(!state.isEmpty(), "o.state = ?", state)
                .whereIf(!kind.isEmpty(), "o.kind = ?", kind)
                .whereIf(!caller.seesAllProjects(), "o.requested_by = ?", caller.id())
                .fetch(pool, OperationRow::read);
    }
}
