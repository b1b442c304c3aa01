package io.palebluedot.alert.evaluation;

import io.palebluedot.alert.alerts.Place;
import io.palebluedot.alert.condition.Scope;
import io.palebluedot.alert.rule.RuleBook;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** The platform's own figures, counted in the journal: what share of operations, workflows and allocations failed lately. */
@ApplicationScoped
class PlatformReadings {

    private static final Logger LOG = Logger.getLogger(PlatformReadings.class);

    /** Fewer ends than this make no rate. */
    private static final long LEAST = 5;

    private static final String ENDS = """
            select count(*) as ended, count(*) filter (where failed) as failed,
                   count(*) filter (where allocation) as allocations, count(*) filter (where allocation and failed) as refused
            from (select type in ('io.palebluedot.operation.failed.v1', 'io.palebluedot.workflow.failed.v1',
                                  'io.palebluedot.workflow.timed_out.v1')
                      or type = 'io.palebluedot.allocation.ended.v1'
                         and (data::jsonb ->> 'state') in ('failed', 'rejected') as failed,
                      type like 'io.palebluedot.allocation.%' as allocation
                  from journal
                  where occurred_at > now() - interval '5 minutes'
                    and type in ('io.palebluedot.operation.failed.v1', 'io.palebluedot.operation.succeeded.v1',
                                 'io.palebluedot.workflow.failed.v1', 'io.palebluedot.workflow.timed_out.v1',
                                 'io.palebluedot.workflow.succeeded.v1', 'io.palebluedot.allocation.activated.v1',
                                 'io.palebluedot.allocation.ended.v1')) as ends""";

    private final Pool pool;
    private final RuleBook rules;
    private final EvaluationService evaluation;

    PlatformReadings(Pool pool, RuleBook rules, EvaluationService evaluation) {
        this.pool = pool;
        this.rules = rules;
        this.evaluation = evaluation;
    }

    @Scheduled(every = "10s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> read() {
        return pool.query(ENDS)
                .execute()
                .map(rows -> reading(rows.iterator().next()))
                .chain(reading -> rules.enabled().chain(enabled -> evaluation.evaluate(enabled, reading)))
                .onFailure()
                .invoke(e -> LOG.warnf("platform figures not read, next time follows: %s", e.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private static Reading reading(Row row) {
        var values = new HashMap<String, Double>();
        rate(values, "platform_error_rate_percent", row.getLong("failed"), row.getLong("ended"));
        rate(values, "platform_allocation_error_rate_percent", row.getLong("refused"), row.getLong("allocations"));
        var subject = new Subject(Scope.PLATFORM, "platform", "platform", Place.NOWHERE, Map.of());
        return new Reading(subject, Instant.now(), values);
    }

    private static void rate(Map<String, Double> values, String name, long failed, long ended) {
        if (ended >= LEAST) {
            values.put(name, 100.0 * failed / ended);
        }
    }
}
