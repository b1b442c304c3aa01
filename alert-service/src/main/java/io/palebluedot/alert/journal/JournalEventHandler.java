package io.palebluedot.alert.journal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.alert.AlertConfig;
import io.palebluedot.events.jetstream.EventBatch;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Writes every event of the platform into the journal. The event's id is the key, so that no inbox row is needed. */
@ApplicationScoped
public class JournalEventHandler {

    private final Pool pool;
    private final JournalRepository journal;
    private final AlertConfig config;
    private final Counter events;

    JournalEventHandler(Pool pool, JournalRepository journal, AlertConfig config, MeterRegistry meters) {
        this.pool = pool;
        this.journal = journal;
        this.config = config;
        this.events = meters.counter("pbd.journal.events");
    }

    @Incoming("journal")
    Uni<Void> on(EventBatch batch) {
        var records = batch.events().stream().map(JournalRecord::of).toList();
        return pool.withTransaction(tx -> journal.append(tx, records)).invoke(() -> events.increment(records.size()));
    }

    @Scheduled(every = "10m", delayed = "3m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return journal.purge(config.journalRetention());
    }
}
