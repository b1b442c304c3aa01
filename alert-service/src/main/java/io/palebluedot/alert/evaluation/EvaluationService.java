package io.palebluedot.alert.evaluation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.alert.AlertConfig;
import io.palebluedot.alert.alerts.AlertWriter;
import io.palebluedot.alert.asset.AssetRepository;
import io.palebluedot.alert.asset.Fleet;
import io.palebluedot.alert.condition.Rule;
import io.palebluedot.alert.condition.Standing;
import io.palebluedot.proto.hardware.v1.TelemetryBatch;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Applies rules to samples. Everything that stands is read, changed and written in one transaction under the servers' row locks, so that any
 * replica can take any poll and a restart forgets nothing.
 */
@ApplicationScoped
class EvaluationService {

    private final Pool pool;
    private final AlertConfig config;
    private final AssetRepository assets;
    private final EvaluationRepository rows;
    private final AlertWriter alerts;
    private final Counter strangers;

    EvaluationService(
            Pool pool,
            AlertConfig config,
            AssetRepository assets,
            EvaluationRepository rows,
            AlertWriter alerts,
            MeterRegistry meters) {
        this.pool = pool;
        this.config = config;
        this.assets = assets;
        this.rows = rows;
        this.alerts = alerts;
        this.strangers = meters.counter("pbd.telemetry.strangers");
    }

    Uni<Void> evaluate(List<Rule> rules, List<TelemetryBatch> batches) {
        var serverIds = new TreeSet<String>();
        batches.forEach(b -> serverIds.add(b.getServerId()));
        var alive = batches.stream()
                .filter(TelemetryReader::inBand)
                .map(TelemetryBatch::getServerId)
                .distinct()
                .toList();
        return pool.withTransaction(tx -> rows.memories(tx, serverIds)
                .chain(memories -> assets.fleet(tx, serverIds)
                        .chain(fleet -> rows.standings(tx, serverIds)
                                .chain(standings -> settle(tx, round(rules, batches, memories, fleet, standings))))
                        .chain(() -> rows.remember(tx, memories)))
                .chain(() -> assets.sawInBand(tx, alive)));
    }

    /** As {@link #evaluate}, for one reading that comes from no server. */
    Uni<Void> evaluate(List<Rule> rules, Reading reading) {
        var key = List.of(reading.subject().serverId());
        return pool.withTransaction(tx -> rows.memories(tx, key)
                .chain(() -> rows.standings(tx, key))
                .chain(standings -> {
                    var round = new Round(rules, standings, config.ruleForScale(), config.staleAfter());
                    round.take(reading);
                    return settle(tx, round);
                }));
    }

    /** Ends what nothing tells of any more. */
    Uni<Void> endStale() {
        double seconds = config.staleAfter().toMillis() / 1000.0;
        return pool.withTransaction(tx -> rows.stale(tx, seconds)
                .onItem()
                .transformToMulti(ended -> Multi.createFrom().iterable(ended))
                .onItem()
                .transformToUniAndConcatenate(e -> alerts.clear(
                        tx,
                        e.fingerprint(),
                        e.ruleStands() ? "no samples any more" : "the rule was disabled or deleted"))
                .onItem()
                .ignoreAsUni());
    }

    private Round round(
            List<Rule> rules,
            List<TelemetryBatch> batches,
            Map<String, ServerMemory> memories,
            Fleet fleet,
            Map<StandingKey, Standing> standings) {
        var round = new Round(rules, standings, config.ruleForScale(), config.staleAfter());
        var reader = new TelemetryReader(fleet);
        for (TelemetryBatch batch : batches) {
            var memory = memories.get(batch.getServerId());
            if (memory != null) {
                reader.readings(batch, memory).forEach(round::take);
            }
        }
        strangers.increment(reader.strangers());
        return round;
    }

    private Uni<Void> settle(SqlConnection tx, Round round) {
        return rows.save(tx, round.ends())
                .onItem()
                .transformToMulti(ignored -> Multi.createFrom().iterable(round.steps()))
                .onItem()
                .transformToUniAndConcatenate(step -> follow(tx, step))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> follow(SqlConnection tx, Round.Step step) {
        var finding = step.finding();
        return switch (step.change()) {
            case BECAME_PENDING -> alerts.pending(tx, finding);
            case FIRED -> alerts.fire(tx, finding, AlertWriter.SERVICE).replaceWithVoid();
            case CEASED, CLEARED -> alerts.clear(tx, finding.fingerprint(), "the value is back within its bounds");
            case NONE -> Uni.createFrom().voidItem();
        };
    }
}
