package io.palebluedot.hardware.operation;

import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.events.EventData;
import io.palebluedot.events.Ids;
import io.palebluedot.events.OperationEvent.OperationCancelled;
import io.palebluedot.events.OperationEvent.OperationFailed;
import io.palebluedot.events.OperationEvent.OperationQueued;
import io.palebluedot.events.OperationEvent.OperationStarted;
import io.palebluedot.events.OperationEvent.OperationSucceeded;
import io.palebluedot.events.outbox.Outbox;
import io.palebluedot.hardware.credential.Envelope;
import io.palebluedot.hardware.credential.Sealed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The only writer of operations: each move is the state, its event and its effect in one transaction. */
@ApplicationScoped
public class OperationLedger {

    private static final String INSERT = """
            insert into operation as o (id, kind, state, server_id, gpu_id, parameters, key_id, secret, requested_by, idempotency_key,
                deadline)
            values ($1, $2, 'queued', $3, $4, $5, $6, $7, $8, $9, now() + make_interval(secs => $10))
            on conflict (idempotency_key) do nothing returning
            """ + OperationRow.COLUMNS;
    /** Only the oldest open operation of a server or switch (its lane) may run; one that runs already may be taken over when its lease ran out. */
    private static final String CLAIM = """
            with due as (
                select o.id, o.state from operation o
                where ((o.state = 'queued' and o.not_before <= now()) or (o.state = 'running' and o.lease_until < now()))
                  and (o.lane is null or o.id = (
                      select f.id from operation f where f.lane = o.lane and f.state in ('queued', 'running')
                      order by (f.state = 'running') desc, f.created_at, f.id limit 1))
                order by o.created_at limit $3 for update skip locked
            )
            update operation o set state = 'running', runs = runs + 1, lease_owner = $1, lease_token = nextval('fencing_token'),
                lease_until = now() + make_interval(secs => $2), started_at = coalesce(started_at, now()), version = version + 1
            from due where o.id = due.id returning due.state as was,
            """ + OperationRow.COLUMNS;

    private static final String MINE = " where id = $1 and lease_token = $2 and state = 'running'";

    private final Pool pool;
    private final Outbox outbox;
    private final Envelope envelope;
    private final MeterRegistry meters;

    OperationLedger(Pool pool, Outbox outbox, Envelope envelope, MeterRegistry meters) {
        this.pool = pool;
        this.outbox = outbox;
        this.envelope = envelope;
        this.meters = meters;
    }

    /** Adds an operation; empty when the idempotency key is taken. */
    public Uni<Optional<Operation>> add(SqlConnection tx, NewOperation wish) {
        var id = Ids.newUuid();
        var sealed = wish.secret() == null ? null : envelope.seal(id.toString(), wish.secret());
        var values = Tuple.tuple()
                .addUUID(id)
                .addString(wish.kind().word())
                .addUUID(wish.serverId())
                .addString(wish.gpuId())
                .addJsonObject(new JsonObject(wish.parameters()))
                .addString(sealed == null ? null : sealed.keyId())
                .addValue(sealed == null ? null : sealed.secret().getDelegate())
                .addString(wish.requestedBy())
                .addString(wish.idempotencyKey())
                .addDouble((double) wish.kind().deadline().toSeconds());
        return tx.preparedQuery(INSERT)
                .execute(values)
                .map(OperationLedger::operations)
                .chain(added -> added.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : tell(tx, added.getFirst(), queued(added.getFirst()))
                                .replaceWith(Optional.of(added.getFirst())));
    }

    public Uni<Optional<Operation>> find(UUID id) {
        return pool.preparedQuery("select " + OperationRow.COLUMNS + " from operation o where o.id = $1")
                .execute(Tuple.of(id))
                .map(rows -> operations(rows).stream().findFirst());
    }

    public Uni<Optional<Operation>> withKey(SqlConnection tx, String idempotencyKey) {
        return tx.preparedQuery("select " + OperationRow.COLUMNS + " from operation o where o.idempotency_key = $1")
                .execute(Tuple.of(idempotencyKey))
                .map(rows -> operations(rows).stream().findFirst());
    }

    /** Takes operations that are due, for a worker to run. */
    Uni<List<Operation>> claim(String owner, Duration lease, int limit) {
        return pool.withTransaction(tx -> tx.preparedQuery(CLAIM)
                .execute(Tuple.of(owner, seconds(lease), limit))
                .chain(rows -> {
                    var events = new ArrayList<Outbox.Pending>();
                    rows.forEach(row -> {
                        var operation = OperationRow.read(row);
                        count(row.getString("was").equals("queued") ? OperationMove.CLAIM : OperationMove.RECLAIM);
                        events.add(new Outbox.Pending(operation.id().toString(), started(operation)));
                    });
                    return outbox.addAll(tx, events).replaceWith(operations(rows));
                }));
    }

    /** Prolongs the leases of operations; answers which are still this owner's, and which of them shall be cancelled. */
    Uni<Map<UUID, Boolean>> prolong(String owner, Duration lease, List<UUID> ids) {
        return pool.preparedQuery(
                        "update operation set lease_until = now() + make_interval(secs => $3) where id = any($1)"
                                + " and lease_owner = $2 and state = 'running' returning id, cancel_requested")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(ids.toArray(UUID[]::new))
                        .addString(owner)
                        .addDouble(seconds(lease)))
                .map(rows -> {
                    var mine = new HashMap<UUID, Boolean>();
                    rows.forEach(row -> mine.put(row.getUUID("id"), row.getBoolean("cancel_requested")));
                    return mine;
                });
    }

    /** Lets another worker go on at once. */
    Uni<Void> release(String owner) {
        return pool.preparedQuery(
                        "update operation set lease_until = now() where lease_owner = $1 and state = 'running'")
                .execute(Tuple.of(owner))
                .replaceWithVoid();
    }

    Uni<Void> progress(Operation operation, int percent) {
        return mine(pool.preparedQuery("update operation set progress = $3" + MINE)
                .execute(Tuple.of(operation.id(), operation.leaseToken(), percent)));
    }

    Uni<Void> checkpoint(Operation operation, Map<String, Object> checkpoint) {
        return mine(pool.preparedQuery("update operation set checkpoint = $3" + MINE)
                .execute(Tuple.of(operation.id(), operation.leaseToken(), new JsonObject(checkpoint))));
    }

    private static Uni<Void> mine(Uni<RowSet<Row>> written) {
        return written.invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new LeaseLost();
                    }
                })
                .replaceWithVoid();
    }

    Uni<String> secret(UUID id) {
        return pool.preparedQuery("select key_id, secret from operation where id = $1 and secret is not null")
                .execute(Tuple.of(id))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw new OperationFailure("INTERRUPTED", "the operation's secret is gone");
                    }
                    var row = rows.iterator().next();
                    return envelope.open(
                            id.toString(), new Sealed(row.getString("key_id"), row.get(Buffer.class, "secret")));
                });
    }

    Uni<Void> succeed(Run run, Outcome.Done done) {
        return end(
                run.operation(),
                OperationMove.SUCCEED,
                tx -> done.effect().apply(tx),
                ", progress = 100, result = $3, attempts = $4",
                Tuple.of(new JsonObject(done.result()), OperationRow.json(run.attempts())),
                new OperationSucceeded(
                        word(run), run.operation().server(), run.operation().gpuId(), done.result()));
    }

    Uni<Void> fail(Run run, Outcome.Failed failed) {
        return end(
                run.operation(),
                OperationMove.FAIL,
                tx -> Uni.createFrom().voidItem(),
                ", error_code = $3, error = $4, attempts = $5",
                Tuple.of(failed.code(), failed.cause(), OperationRow.json(run.attempts())),
                new OperationFailed(
                        word(run), run.operation().server(), run.operation().gpuId(), failed.code(), failed.cause()));
    }

    Uni<Void> cancelled(Run run) {
        return end(
                run.operation(),
                OperationMove.CANCEL,
                tx -> Uni.createFrom().voidItem(),
                ", attempts = $3",
                Tuple.of(OperationRow.json(run.attempts())),
                new OperationCancelled(
                        word(run), run.operation().server(), run.operation().gpuId()));
    }

    /** Back into the queue after a passing failure. */
    Uni<Void> retry(Run run, Outcome.Failed failed, Duration delay) {
        var operation = run.operation();
        var values = Tuple.of(
                operation.id(),
                operation.leaseToken(),
                seconds(delay),
                failed.cause(),
                OperationRow.json(run.attempts()));
        return pool.withTransaction(tx -> tx.preparedQuery(
                                "update operation set state = 'queued', not_before = now() + make_interval(secs => $3), error = $4,"
                                        + " attempts = $5, lease_until = null, version = version + 1" + MINE)
                        .execute(values)
                        .chain(rows -> rows.rowCount() == 0
                                ? Uni.createFrom().failure(new LeaseLost())
                                : tell(tx, operation, queued(operation))))
                .invoke(() -> count(OperationMove.RETRY));
    }

    private Uni<Void> end(
            Operation operation,
            OperationMove move,
            java.util.function.Function<SqlConnection, Uni<Void>> effect,
            String columns,
            Tuple more,
            EventData event) {
        var values = Tuple.of(operation.id(), operation.leaseToken());
        for (int i = 0; i < more.size(); i++) {
            values.addValue(more.getValue(i));
        }
        String sql = "update operation set state = '" + move.to().word()
                + "', finished_at = now(), secret = null, key_id = null," + " lease_until = null, version = version + 1"
                + columns + MINE;
        return pool.withTransaction(tx -> tx.preparedQuery(sql)
                        .execute(values)
                        .chain(rows -> rows.rowCount() == 0
                                ? Uni.createFrom().<Void>failure(new LeaseLost())
                                : effect.apply(tx).chain(() -> tell(tx, operation, event))))
                .invoke(() -> count(move));
    }

    /** Cancels what is queued; what runs is marked, for its worker to stop. Answers false when it had ended. */
    Uni<Boolean> cancel(UUID id) {
        return pool.withTransaction(tx -> tx.preparedQuery(
                        "update operation as o set state = 'cancelled', finished_at = now(), secret = null, key_id = null,"
                                + " version = version + 1 where o.id = $1 and o.state = 'queued' returning "
                                + OperationRow.COLUMNS)
                .execute(Tuple.of(id))
                .map(OperationLedger::operations)
                .chain(withdrawn -> withdrawn.isEmpty() ? mark(tx, id) : withdrawn(tx, withdrawn.getFirst())));
    }

    private Uni<Boolean> withdrawn(SqlConnection tx, Operation operation) {
        count(OperationMove.WITHDRAW);
        var event = new OperationCancelled(operation.kind().word(), operation.server(), operation.gpuId());
        return tell(tx, operation, event).replaceWith(true);
    }

    private static Uni<Boolean> mark(SqlConnection tx, UUID id) {
        return tx.preparedQuery("update operation set cancel_requested = true where id = $1 and state = 'running'")
                .execute(Tuple.of(id))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Fails what waited past its deadline, so that nothing is stuck for ever. */
    Uni<Void> expire() {
        return pool.withTransaction(tx -> tx.preparedQuery(
                        "update operation as o set state = 'failed', finished_at = now(), error_code = 'DEADLINE_EXCEEDED',"
                                + " error = 'the deadline passed', secret = null, key_id = null, version = version + 1"
                                + " where o.id in (select id from operation where state = 'queued' and deadline < now() limit 100"
                                + " for update skip locked) returning " + OperationRow.COLUMNS)
                .execute()
                .chain(rows -> outbox.addAll(tx, expired(operations(rows)))));
    }

    private List<Outbox.Pending> expired(List<Operation> operations) {
        var events = new ArrayList<Outbox.Pending>();
        for (var o : operations) {
            count(OperationMove.EXPIRE);
            events.add(new Outbox.Pending(
                    o.id().toString(),
                    new OperationFailed(
                            o.kind().word(), o.server(), o.gpuId(), "DEADLINE_EXCEEDED", "the deadline passed")));
        }
        return events;
    }

    private Uni<Void> tell(SqlConnection tx, Operation operation, EventData event) {
        return outbox.add(tx, operation.id().toString(), event);
    }

    private static OperationQueued queued(Operation o) {
        return new OperationQueued(o.kind().word(), o.server(), o.gpuId());
    }

    private static OperationStarted started(Operation o) {
        return new OperationStarted(o.kind().word(), o.server(), o.gpuId(), o.runs());
    }

    private static String word(Run run) {
        return run.operation().kind().word();
    }

    private void count(OperationMove move) {
        meters.counter("pbd.operation.moves", "move", move.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static List<Operation> operations(RowSet<Row> rows) {
        var operations = new ArrayList<Operation>();
        rows.forEach(row -> operations.add(OperationRow.read(row)));
        return operations;
    }

    static OffsetDateTime utc(java.time.Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
