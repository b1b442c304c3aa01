package io.palebluedot.alert.evaluation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.alert.rule.RuleBook;
import io.palebluedot.events.jetstream.TelemetryBatches;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Takes polls as they come, and notices when they do not come any more. */
@ApplicationScoped
public class TelemetryEventHandler {

    private static final Logger LOG = Logger.getLogger(TelemetryEventHandler.class);

    private final EvaluationService evaluation;
    private final RuleBook rules;
    private final Counter polls;

    TelemetryEventHandler(EvaluationService evaluation, RuleBook rules, MeterRegistry meters) {
        this.evaluation = evaluation;
        this.rules = rules;
        this.polls = meters.counter("pbd.telemetry.evaluated");
    }

    @Incoming("telemetry")
    Uni<Void> on(TelemetryBatches batches) {
        return rules.enabled()
                .chain(enabled -> evaluation.evaluate(enabled, batches.batches()))
                .invoke(() -> polls.increment(batches.batches().size()));
    }

    @Scheduled(every = "{pbd.alert.sweep-every}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> endStale() {
        return evaluation
                .endStale()
                .onFailure()
                .invoke(e -> LOG.warnf("stale evaluations not ended, next sweep follows: %s", e.toString()))
                .onFailure()
                .recoverWithNull();
    }
}
