package io.palebluedot.alert.alerts;

import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.alert.lifecycle.AlertLifecycle;
import io.palebluedot.alert.lifecycle.AlertState;
import io.palebluedot.alert.lifecycle.AlertTrigger;
import io.palebluedot.alert.rule.Labels;
import io.palebluedot.alert.silence.Silence;
import io.palebluedot.alert.silence.SilenceRepository;
import io.palebluedot.events.AlertEvent;
import io.palebluedot.events.Ids;
import io.palebluedot.events.outbox.Outbox;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The one writer of alerts' states: every move is state, history row and event in the caller's transaction. */
@ApplicationScoped
public class AlertWriter {

    /** Who moves an alert when no person does. */
    public static final String SERVICE = "alert-service";

    private static final String INSERT = """
            insert into alert (id, fingerprint, name, state, severity, summary, server_id, gpu_id, allocation_id, project_id, rule_id,
                               labels, value, threshold, started_at, fired_at, expires_at, source)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
            on conflict (fingerprint) where state <> 'resolved' do nothing""";
    private static final String FOUND_AGAIN = """
            update alert set occurrences = occurrences + 1, value = coalesce($2, value), expires_at = $3, version = version + 1,
                changed_at = clock_timestamp() where id = $1""";
    private static final String MOVE = """
            update alert set state = $2, version = version + 1, changed_at = clock_timestamp(),
                fired_at = case when $2 in ('firing', 'suppressed') then coalesce(fired_at, now()) else fired_at end,
                resolved_at = case when $2 = 'resolved' then now() end,
                acknowledged_by = case when $2 = 'acknowledged' then $3
                                       when $2 in ('firing', 'suppressed') then null else acknowledged_by end
            where id = $1""";
    private static final String TOLD = "update alert set told = true where id = $1";
    private static final String HISTORY =
            "insert into alert_history (alert_id, from_state, to_state, cause, actor) values ($1, $2, $3, $4, $5)";

    private final AlertRepository alerts;
    private final SilenceRepository silences;
    private final Outbox outbox;
    private final MeterRegistry meters;

    AlertWriter(AlertRepository alerts, SilenceRepository silences, Outbox outbox, MeterRegistry meters) {
        this.alerts = alerts;
        this.silences = silences;
        this.outbox = outbox;
        this.meters = meters;
    }

    /** A condition was seen that does not hold for long enough yet; nothing when there is an open alert of it. */
    public Uni<Void> pending(SqlConnection tx, Finding finding) {
        return alerts.open(tx, finding.fingerprint())
                .chain(open -> open == null
                        ? create(tx, finding, AlertTrigger.CONDITION_SEEN, SERVICE)
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem());
    }

    /** Raises an alert, lets a pending one fire, or counts one more occurrence of an open one; answers its id. */
    public Uni<UUID> fire(SqlConnection tx, Finding finding, String actor) {
        return silenced(tx, finding.matchable())
                .chain(silent -> alerts.open(tx, finding.fingerprint()).chain(open -> {
                    if (open == null) {
                        var trigger = silent ? AlertTrigger.RAISED_IN_SILENCE : AlertTrigger.RAISED;
                        return create(tx, finding, trigger, actor);
                    }
                    if (open.state() == AlertState.PENDING) {
                        var trigger = silent ? AlertTrigger.HELD_IN_SILENCE : AlertTrigger.HELD;
                        return again(tx, open.id(), finding)
                                .chain(() -> move(tx, open, trigger, actor, finding.summary()))
                                .replaceWith(open.id());
                    }
                    return again(tx, open.id(), finding).replaceWith(open.id());
                }));
    }

    /** Ends the open alert of a fingerprint, if there is one. */
    public Uni<Void> clear(SqlConnection tx, String fingerprint, String cause) {
        return alerts.open(tx, fingerprint)
                .chain(open -> open == null
                        ? Uni.createFrom().voidItem()
                        : move(tx, open, AlertTrigger.CLEARED, SERVICE, cause));
    }

    /** Ends all open alerts of that name about a GPU. */
    public Uni<Void> clearGpu(SqlConnection tx, String name, String gpuId, String cause) {
        return alerts.openOfGpu(tx, name, gpuId)
                .onItem()
                .transformToMulti(open -> Multi.createFrom().iterable(open))
                .onItem()
                .transformToUniAndConcatenate(alert -> move(tx, alert, AlertTrigger.CLEARED, SERVICE, cause))
                .onItem()
                .ignoreAsUni();
    }

    /** Moves an alert that {@code tx} has locked; fails with ILLEGAL_STATE where the table has no such move. */
    Uni<Void> move(SqlConnection tx, Alert alert, AlertTrigger trigger, String actor, String cause) {
        var to = AlertLifecycle.next(alert.state(), trigger)
                .orElseThrow(() -> Failures.illegalMove("alert", alert.state().wire(), verb(trigger)));
        return tx.preparedQuery(MOVE)
                .execute(Tuple.of(alert.id(), to.wire(), actor))
                .chain(() -> history(tx, alert.id(), alert.state(), to, cause, actor))
                .chain(() -> tell(tx, alert, to, trigger, actor, cause));
    }

    private Uni<UUID> create(SqlConnection tx, Finding finding, AlertTrigger trigger, String actor) {
        var state = AlertLifecycle.next(null, trigger).orElseThrow();
        var id = Ids.newUuid();
        return tx.preparedQuery(INSERT).execute(row(id, finding, state)).chain(rows -> {
            if (rows.rowCount() == 0) {
                // Another replica was faster: this finding is one more occurrence of its alert.
                return alerts.open(tx, finding.fingerprint())
                        .chain(open -> open == null
                                ? Uni.createFrom().item(id)
                                : again(tx, open.id(), finding).replaceWith(open.id()));
            }
            return history(tx, id, null, state, finding.summary(), actor)
                    .chain(() -> state == AlertState.FIRING
                            ? raised(tx, id, finding)
                            : Uni.createFrom().voidItem())
                    .replaceWith(id);
        });
    }

    private static Tuple row(UUID id, Finding finding, AlertState state) {
        var place = finding.place();
        return Tuple.tuple()
                .addUUID(id)
                .addString(finding.fingerprint())
                .addString(finding.name())
                .addString(state.wire())
                .addString(finding.severity().wire())
                .addString(finding.summary())
                .addString(place.serverId())
                .addString(place.gpuId())
                .addString(place.allocationId())
                .addString(place.projectId())
                .addUUID(finding.ruleId())
                .addString(Labels.write(finding.labels()))
                .addDouble(finding.value())
                .addDouble(finding.threshold())
                .addOffsetDateTime(finding.at().atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(state == AlertState.PENDING ? null : OffsetDateTime.now(ZoneOffset.UTC))
                .addOffsetDateTime(expiry(finding))
                .addString(finding.source());
    }

    private static @Nullable OffsetDateTime expiry(Finding finding) {
        var after = finding.expiresAfter();
        return after == null ? null : Instant.now().plus(after).atOffset(ZoneOffset.UTC);
    }

    private static Uni<Void> again(SqlConnection tx, UUID id, Finding finding) {
        return tx.preparedQuery(FOUND_AGAIN)
                .execute(Tuple.tuple().addUUID(id).addDouble(finding.value()).addOffsetDateTime(expiry(finding)))
                .replaceWithVoid();
    }

    private static Uni<Void> history(
            SqlConnection tx, UUID id, @Nullable AlertState from, AlertState to, String cause, String actor) {
        return tx.preparedQuery(HISTORY)
                .execute(Tuple.of(id, from == null ? null : from.wire(), to.wire(), cause, actor))
                .replaceWithVoid();
    }

    private Uni<Void> tell(
            SqlConnection tx, Alert alert, AlertState to, AlertTrigger trigger, String actor, String cause) {
        var id = alert.id().toString();
        return switch (to) {
            case FIRING -> alert.told() ? Uni.createFrom().voidItem() : raised(tx, alert);
            case ACKNOWLEDGED -> outbox.add(tx, id, new AlertEvent.AlertAcknowledged(alert.name(), actor));
            case RESOLVED ->
                alert.told()
                        ? resolved(tx, alert, trigger, actor, cause)
                        : Uni.createFrom().voidItem();
            case PENDING, SUPPRESSED -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> resolved(SqlConnection tx, Alert alert, AlertTrigger trigger, String actor, String cause) {
        meters.counter("pbd.alerts.resolved", "severity", alert.severity().wire())
                .increment();
        var why = trigger == AlertTrigger.RESOLVED_BY_PERSON ? "resolved by " + actor : cause;
        return outbox.add(
                tx,
                alert.id().toString(),
                new AlertEvent.AlertResolved(alert.name(), alert.serverId(), alert.gpuId(), why));
    }

    private Uni<Void> raised(SqlConnection tx, UUID id, Finding finding) {
        return raised(
                tx,
                id,
                new AlertEvent.AlertRaised(
                        finding.name(),
                        finding.severity().wire(),
                        finding.summary(),
                        finding.place().serverId(),
                        finding.place().gpuId(),
                        finding.value(),
                        finding.labels()));
    }

    private Uni<Void> raised(SqlConnection tx, Alert alert) {
        return raised(
                tx,
                alert.id(),
                new AlertEvent.AlertRaised(
                        alert.name(),
                        alert.severity().wire(),
                        alert.summary(),
                        alert.serverId(),
                        alert.gpuId(),
                        alert.value(),
                        alert.labels()));
    }

    private Uni<Void> raised(SqlConnection tx, UUID id, AlertEvent.AlertRaised event) {
        meters.counter("pbd.alerts.raised", "severity", event.severity()).increment();
        return tx.preparedQuery(TOLD).execute(Tuple.of(id)).chain(() -> outbox.add(tx, id.toString(), event));
    }

    private Uni<Boolean> silenced(SqlConnection tx, Map<String, String> labels) {
        return silences.active(tx).map(active -> silences(active, labels));
    }

    static boolean silences(List<Silence> active, Map<String, String> labels) {
        return active.stream().anyMatch(s -> s.silences(labels));
    }

    private static String verb(AlertTrigger trigger) {
        return switch (trigger) {
            case ACKNOWLEDGED -> "acknowledge";
            case RESOLVED_BY_PERSON -> "resolve";
            default -> trigger.wire();
        };
    }
}
