package io.palebluedot.workflow.engine;

import io.palebluedot.events.outbox.Outbox;
import io.palebluedot.workflow.lifecycle.Intent;
import io.palebluedot.workflow.lifecycle.Moved;
import io.palebluedot.workflow.lifecycle.Step;
import io.palebluedot.workflow.lifecycle.Workflow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The tables of workflows as the engine uses them; every write passes the fencing token, with history and events in its transaction. */
@ApplicationScoped
public class WorkflowLedger {

    private static final String CLAIM = """
            with due as (
                select id from workflow
                where wake_at <= now() and (lease_until is null or lease_until < now())
                  and (state not in ('success', 'failed', 'timeout', 'cancelled') or intent = 'retry')
                order by wake_at limit $1 for update skip locked
            ), taken as (
                update workflow as w
                set lease_owner = $2, lease_token = nextval('fencing_token'),
                    lease_until = now() + make_interval(secs => $3), wake_at = now() + make_interval(secs => $3)
                from due where w.id = due.id
                returning w.*
            )
            select
            """ + WorkflowRows.COLUMNS + """
            , (select o.id::text from workflow o
               where o.server_id = w.server_id and o.id <> w.id and w.state in ('pending', 'waiting', 'paused', 'failed', 'timeout')
                 and not w.holds_server
                 and (o.holds_server or (o.state in ('pending', 'waiting') and (o.queued_at, o.id) < (w.queued_at, w.id)))
               order by o.holds_server desc, o.queued_at limit 1) as blocker
            from taken w
            """;

    private static final String SAVE = """
            update workflow set state = $3, paused_from = $4, paused_at = $5, holds_server = $6, error = $7, facts = $8,
                queued_at = $9, started_at = $10, finished_at = $11, updated_at = now(), version = version + $12,
                template_version = coalesce((($8::jsonb) ->> 'template.version')::integer, template_version),
                intent = case when intent = 'retry' and $13 then 'run' else intent end,
                lease_owner = null, lease_until = null,
                wake_at = case when wakes <> $14 then now() else now() + make_interval(secs => $15) end
            where id = $1 and lease_token = $2 and lease_until is not null
            """;

    private static final String SAVE_STEP = """
            insert into workflow_step as s (workflow_id, position, name, phase, state, attempt, tries, away, message, waiting_for,
                not_before, started_at, finished_at, deadline)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            on conflict (workflow_id, position) do update set state = excluded.state, attempt = excluded.attempt,
                tries = excluded.tries, away = excluded.away, message = excluded.message, waiting_for = excluded.waiting_for,
                not_before = excluded.not_before, started_at = excluded.started_at, finished_at = excluded.finished_at,
                deadline = excluded.deadline
            """;

    private static final String HISTORY =
            "insert into workflow_history (workflow_id, step, from_state, to_state, trigger, cause, at)"
                    + " values ($1, $2, $3, $4, $5, $6, $7)";

    private static final String WAKE_QUEUE = "update workflow set wake_at = now(), wakes = wakes + 1"
            + " where server_id = $1 and state in ('pending', 'waiting')";

    /** A year: nothing is due before somebody wakes it. */
    private static final double NEVER_SECONDS = Duration.ofDays(365).toSeconds();

    private final Pool pool;
    private final Outbox outbox;

    WorkflowLedger(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    /** Takes due workflows; a lease that ran out is due again. */
    Uni<List<Claimed>> claim(String owner, Duration lease, int limit) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(limit, owner, seconds(lease)))
                .map(WorkflowLedger::claimed);
    }

    private static List<Claimed> claimed(RowSet<Row> rows) {
        var taken = new ArrayList<Claimed>();
        rows.forEach(row -> taken.add(new Claimed(
                WorkflowRows.workflow(row),
                row.getLong("lease_token"),
                row.getLong("wakes"),
                Intent.of(row.getString("intent")),
                row.getString("blocker"))));
        return taken;
    }

    /** Writes a turn and gives the workflow up until {@code wakeAt}; fails with {@link LeaseLost} when it is another turn's. */
    Uni<Void> save(Claimed claimed, Instant wakeAt) {
        return pool.withTransaction(tx -> update(tx, claimed, wakeAt).chain(() -> details(tx, claimed.workflow())));
    }

    /** Adds a new workflow; answers false when its idempotency key is known already. */
    public Uni<Boolean> add(SqlConnection tx, Workflow workflow, @org.jspecify.annotations.Nullable String key) {
        var order = workflow.order();
        return tx.preparedQuery("""
                        insert into workflow (id, kind, state, server_id, allocation_id, project_id, template, parameters,
                            ssh_keys, user_data, requested_by, idempotency_key, queued_at, created_at, updated_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, now())
                        on conflict (idempotency_key) do nothing
                        """)
                .execute(Tuple.tuple()
                        .addUUID(order.id())
                        .addString(order.kind().word())
                        .addString(workflow.state().word())
                        .addString(order.serverId())
                        .addString(order.allocationId())
                        .addString(order.projectId())
                        .addString(order.template())
                        .addValue(new io.vertx.core.json.JsonObject(order.parameters()))
                        .addArrayOfString(order.sshKeys().toArray(String[]::new))
                        .addString(order.userData())
                        .addString(order.requestedBy())
                        .addString(key)
                        .addOffsetDateTime(WorkflowRows.utc(order.createdAt())))
                .chain(rows -> rows.rowCount() == 0
                        ? Uni.createFrom().item(false)
                        : details(tx, workflow).replaceWith(true));
    }

    private Uni<Void> update(SqlConnection tx, Claimed claimed, Instant wakeAt) {
        var id = claimed.workflow().order().id();
        return tx.preparedQuery(SAVE).execute(values(claimed, id, wakeAt)).chain(rows -> {
            if (rows.rowCount() == 0) {
                return Uni.createFrom().failure(new LeaseLost(id.toString()));
            }
            return claimed.workflow().state().ended()
                    ? wakeQueue(tx, claimed.workflow().order().serverId())
                    : Uni.createFrom().voidItem();
        });
    }

    private static Uni<Void> wakeQueue(SqlConnection tx, String serverId) {
        return tx.preparedQuery(WAKE_QUEUE).execute(Tuple.of(serverId)).replaceWithVoid();
    }

    private static Tuple values(Claimed claimed, UUID id, Instant wakeAt) {
        var row = claimed.workflow().row();
        return Tuple.tuple()
                .addUUID(id)
                .addLong(claimed.token())
                .addString(row.state().word())
                .addString(row.pausedFrom() == null ? null : row.pausedFrom().word())
                .addOffsetDateTime(WorkflowRows.utc(row.pausedAt()))
                .addBoolean(row.holdsServer())
                .addString(row.error())
                .addValue(WorkflowRows.json(row.facts()))
                .addOffsetDateTime(WorkflowRows.utc(row.queuedAt()))
                .addOffsetDateTime(WorkflowRows.utc(row.startedAt()))
                .addOffsetDateTime(WorkflowRows.utc(row.finishedAt()))
                .addLong(claimed.workflow().moved() ? 1L : 0L)
                .addBoolean(claimed.intent() == Intent.RETRY)
                .addLong(claimed.wakes())
                .addDouble(
                        wakeAt.equals(Instant.MAX) ? NEVER_SECONDS : seconds(Duration.between(Instant.now(), wakeAt)));
    }

    private Uni<Void> details(SqlConnection tx, Workflow workflow) {
        var id = workflow.order().id();
        return tx.preparedQuery(SAVE_STEP)
                .executeBatch(
                        workflow.steps().stream().map(s -> step(id, s.row())).toList())
                .chain(() -> workflow.history().isEmpty() ? Uni.createFrom().voidItem() : history(tx, id, workflow))
                .chain(() -> outbox.addAll(
                        tx,
                        workflow.events().stream()
                                .map(event -> new Outbox.Pending(id.toString(), event))
                                .toList()));
    }

    private static Uni<Void> history(SqlConnection tx, UUID id, Workflow workflow) {
        return tx.preparedQuery(HISTORY)
                .executeBatch(workflow.history().stream()
                        .map(moved -> line(id, moved))
                        .toList())
                .replaceWithVoid();
    }

    private static Tuple step(UUID id, Step.Row row) {
        return Tuple.tuple()
                .addUUID(id)
                .addInteger(row.position())
                .addString(row.name().word())
                .addString(row.phase().name())
                .addString(row.state().word())
                .addInteger(row.attempt())
                .addInteger(row.tries())
                .addInteger(row.away())
                .addString(row.message())
                .addString(row.waitingFor())
                .addOffsetDateTime(WorkflowRows.utc(row.notBefore()))
                .addOffsetDateTime(WorkflowRows.utc(row.startedAt()))
                .addOffsetDateTime(WorkflowRows.utc(row.finishedAt()))
                .addOffsetDateTime(WorkflowRows.utc(row.deadline()));
    }

    private static Tuple line(UUID id, Moved moved) {
        return Tuple.tuple()
                .addUUID(id)
                .addString(moved.step())
                .addString(moved.from())
                .addString(moved.to())
                .addString(moved.trigger())
                .addString(moved.cause())
                .addOffsetDateTime(WorkflowRows.utc(moved.at()));
    }

    private static double seconds(Duration duration) {
        return Math.max(0, duration.toMillis()) / 1000.0;
    }
}
