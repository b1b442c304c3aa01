package io.palebluedot.alert.incident;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.palebluedot.alert.AlertConfig;
import io.palebluedot.alert.correlation.AlertFact;
import io.palebluedot.alert.correlation.Correlator;
import io.palebluedot.alert.correlation.Group;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Correlates whenever an alert changed: reads what there is, asks the pure core, brings the incidents in line. Level-triggered, one replica at a
 * time; a run that fails is repaired by the next.
 */
@ApplicationScoped
public class CorrelationService {

    private static final Logger LOG = Logger.getLogger(CorrelationService.class);
    /** "PBDCORRL" as a number. */
    private static final long LOCK = 0x504244434f52524cL;

    /** Transactions may commit later than their clock says. */
    private static final Duration OVERLAP = Duration.ofSeconds(5);

    private static final Duration ANYWAY = Duration.ofSeconds(30);

    private final Pool pool;
    private final AlertConfig config;
    private final FactRepository facts;
    private final IncidentWriter incidents;
    private final Timer timer;
    private volatile Instant lastRun = Instant.EPOCH;

    CorrelationService(
            Pool pool, AlertConfig config, FactRepository facts, IncidentWriter incidents, MeterRegistry meters) {
        this.pool = pool;
        this.config = config;
        this.facts = facts;
        this.incidents = incidents;
        this.timer = meters.timer("pbd.correlation");
    }

    @Scheduled(every = "{pbd.alert.correlate-every}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        var began = Instant.now();
        return due(began)
                .chain(due -> due
                        ? correlate().invoke(() -> lastRun = began)
                        : Uni.createFrom().voidItem())
                .onFailure()
                .invoke(e -> LOG.warnf("alerts not correlated, next run follows: %s", e.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Boolean> due(Instant now) {
        return lastRun.plus(ANYWAY).isBefore(now)
                ? Uni.createFrom().item(true)
                : facts.changedSince(lastRun.minus(OVERLAP));
    }

    private Uni<Void> correlate() {
        return pool.withTransaction(tx -> tx.preparedQuery("select pg_try_advisory_xact_lock($1)")
                .execute(Tuple.of(LOCK))
                .map(rows -> rows.iterator().next().getBoolean(0))
                .chain(mine -> mine ? reconcile(tx) : Uni.createFrom().voidItem()));
    }

    private Uni<Void> reconcile(SqlConnection tx) {
        return facts.recent(tx, config.correlationWindow().multipliedBy(2))
                .chain(known -> apply(tx, known))
                .chain(() -> incidents.follow(tx));
    }

    private Uni<Void> apply(SqlConnection tx, List<FactRepository.Known> known) {
        Map<AlertFact, FactRepository.Known> byFact = new HashMap<>();
        known.forEach(k -> byFact.put(k.fact(), k));
        var groups = timer.record(() -> Correlator.correlate(
                known.stream().map(FactRepository.Known::fact).toList(), config.correlationWindow()));
        return Multi.createFrom()
                .iterable(Objects.requireNonNull(groups))
                .onItem()
                .transformToUniAndConcatenate(group -> apply(tx, group, byFact))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> apply(SqlConnection tx, Group group, Map<AlertFact, FactRepository.Known> byFact) {
        var members = group.alerts().stream()
                .map(byFact::get)
                .filter(Objects::nonNull)
                .toList();
        List<UUID> incidentIds = members.stream()
                .map(FactRepository.Known::incidentId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (!incidentIds.isEmpty()) {
            return incidents.extend(tx, group, incidentIds);
        }
        // What is over already needs no incident.
        return members.stream().anyMatch(FactRepository.Known::open)
                ? incidents.open(tx, group)
                : Uni.createFrom().voidItem();
    }
}
