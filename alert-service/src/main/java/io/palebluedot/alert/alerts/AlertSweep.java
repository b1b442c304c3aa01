package io.palebluedot.alert.alerts;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.palebluedot.alert.AlertConfig;
import io.palebluedot.alert.lifecycle.AlertState;
import io.palebluedot.alert.lifecycle.AlertTrigger;
import io.palebluedot.alert.lifecycle.Severity;
import io.palebluedot.alert.silence.Silence;
import io.palebluedot.alert.silence.SilenceRepository;
import io.palebluedot.events.AlertEvent.AlertEscalated;
import io.palebluedot.events.outbox.Outbox;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** What happens to alerts by time alone: silences begin and end, nobody acknowledges, nothing was found again. Safe on several replicas. */
@ApplicationScoped
public class AlertSweep {

    private static final Logger LOG = Logger.getLogger(AlertSweep.class);
    private static final String EXPIRED = "select " + AlertRows.COLUMNS
            + " from alert a where a.state <> 'resolved' and a.expires_at < now() for update of a skip locked";
    private static final String ESCALATE = """
            update alert set escalated_at = now(), version = version + 1, changed_at = clock_timestamp()
            where state = 'firing' and severity = 'critical' and escalated_at is null
              and fired_at < now() - make_interval(secs => $1)
            returning id, name""";
    private static final String OPEN =
            "select severity, count(*) from alert where state in ('firing', 'acknowledged') group by 1";
    private static final String PURGE = """
            delete from alert where id in (
                select id from alert where state = 'resolved'
                  and (fired_at is null and resolved_at < now() - interval '1 hour'
                       or resolved_at < now() - make_interval(secs => $1)) limit 10000)""";

    private final Pool pool;
    private final AlertConfig config;
    private final AlertRepository alerts;
    private final AlertWriter writer;
    private final SilenceRepository silences;
    private final Outbox outbox;
    private final Map<Severity, AtomicLong> open = new EnumMap<>(Severity.class);

    AlertSweep(
            Pool pool,
            AlertConfig config,
            AlertRepository alerts,
            AlertWriter writer,
            SilenceRepository silences,
            Outbox outbox,
            MeterRegistry meters) {
        this.pool = pool;
        this.config = config;
        this.alerts = alerts;
        this.writer = writer;
        this.silences = silences;
        this.outbox = outbox;
        for (Severity severity : Severity.values()) {
            var gauge = new AtomicLong();
            open.put(severity, gauge);
            meters.gauge("pbd.alerts.open", List.of(Tag.of("severity", severity.wire())), gauge);
        }
    }

    @Scheduled(every = "{pbd.alert.sweep-every}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return applySilences()
                .chain(() -> pool.withTransaction(this::expire))
                .chain(() -> pool.withTransaction(this::escalate))
                .chain(this::count)
                .onFailure()
                .invoke(e -> LOG.warnf("alert sweep failed, next one follows: %s", e.toString()))
                .onFailure()
                .recoverWithNull();
    }

    /** Suppresses what a silence matches and lets go what none matches any more. */
    public Uni<Void> applySilences() {
        return pool.withTransaction(tx ->
                silences.active(tx).chain(active -> suppress(tx, active).chain(() -> letGo(tx, active))));
    }

    private Uni<Void> suppress(SqlConnection tx, List<Silence> active) {
        if (active.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return alerts.lockAll(tx, AlertState.FIRING, AlertState.ACKNOWLEDGED)
                .map(found -> found.stream()
                        .filter(a -> AlertWriter.silences(active, a.matchable()))
                        .toList())
                .chain(found -> each(
                        found,
                        a -> writer.move(tx, a, AlertTrigger.SILENCED, AlertWriter.SERVICE, "a silence matches")));
    }

    private Uni<Void> letGo(SqlConnection tx, List<Silence> active) {
        return alerts.lockAll(tx, AlertState.SUPPRESSED)
                .map(found -> found.stream()
                        .filter(a -> !AlertWriter.silences(active, a.matchable()))
                        .toList())
                .chain(found -> each(
                        found,
                        a -> writer.move(
                                tx,
                                a,
                                AlertTrigger.SILENCE_ENDED,
                                AlertWriter.SERVICE,
                                "no silence matches any more")));
    }

    private Uni<Void> expire(SqlConnection tx) {
        return tx.query(EXPIRED)
                .execute()
                .map(AlertRepository::alerts)
                .chain(found -> each(
                        found, a -> writer.move(tx, a, AlertTrigger.CLEARED, AlertWriter.SERVICE, "not found again")));
    }

    private Uni<Void> escalate(SqlConnection tx) {
        double seconds = config.escalateAfter().toMillis() / 1000.0;
        return tx.preparedQuery(ESCALATE).execute(Tuple.of(seconds)).chain(rows -> {
            var events = new ArrayList<Outbox.Pending>();
            for (Row row : rows) {
                events.add(escalated(row.getUUID("id"), row.getString("name")));
            }
            return outbox.addAll(tx, events);
        });
    }

    private Outbox.Pending escalated(UUID id, String name) {
        var critical = Severity.CRITICAL.wire();
        var cause = "not acknowledged for " + config.escalateAfter().toSeconds() + " s";
        return new Outbox.Pending(id.toString(), new AlertEscalated(name, critical, critical, cause));
    }

    private Uni<Void> count() {
        return pool.query(OPEN)
                .execute()
                .invoke(rows -> {
                    var counts = new EnumMap<Severity, Long>(Severity.class);
                    for (Row row : rows) {
                        counts.put(Severity.ofWire(row.getString(0)), row.getLong(1));
                    }
                    open.forEach((severity, gauge) -> gauge.set(counts.getOrDefault(severity, 0L)));
                })
                .replaceWithVoid();
    }

    /** Conditions that ceased before they fired are nobody's history; the others stay as long as the journal that tells of them. */
    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        double seconds = config.journalRetention().toSeconds();
        return pool.preparedQuery(PURGE).execute(Tuple.of(seconds)).replaceWithVoid();
    }

    private static Uni<Void> each(List<Alert> found, Function<Alert, Uni<Void>> move) {
        return Multi.createFrom()
                .iterable(found)
                .onItem()
                .transformToUniAndConcatenate(move::apply)
                .onItem()
                .ignoreAsUni();
    }
}
