package io.palebluedot.gateway.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.gateway.web.Problem;
import io.palebluedot.gateway.web.ProblemException;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries in batches: what arrives while a batch is on its way goes with the next. While the database is away nothing is let through that would
 * have to be recorded; entries of what was already done are kept and written first when it is back.
 */
@ApplicationScoped
public class AuditWriter {

    private static final Logger LOG = Logger.getLogger(AuditWriter.class);
    private static final int BATCH = 256;
    private static final int BACKLOG = 10_000;
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final AuditRepository repository;
    private final Counter written;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private boolean busy;
    private volatile boolean down;

    private record Waiting(AuditEntry entry, @Nullable UniEmitter<? super Void> told) {}

    AuditWriter(AuditRepository repository, MeterRegistry metrics) {
        this.repository = repository;
        this.written = metrics.counter("pbd_audit_rows");
        metrics.gauge("pbd_audit_backlog", this, writer -> writer.backlog());
    }

    /** Passes when entries can be written; fails with 503 when not, before anything is done. */
    Uni<Void> ready() {
        if (!down) {
            return Uni.createFrom().voidItem();
        }
        return repository
                .ping()
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .invoke(() -> {
                    down = false;
                    drain();
                })
                .onFailure()
                .transform(e -> new ProblemException(
                        Problem.Draft.of(503, "AUDIT_UNAVAILABLE", "changes cannot be recorded now; nothing was done")
                                .retryAfter(Duration.ofSeconds(2))));
    }

    /** Done when the entry is on disk; fails when it has to wait for the database. */
    Uni<Void> write(AuditEntry entry) {
        return Uni.createFrom().<Void>emitter(emitter -> {
            synchronized (queue) {
                queue.add(new Waiting(entry, emitter));
            }
            drain();
        });
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void drain() {
        var batch = nextBatch();
        if (batch.isEmpty()) {
            return;
        }
        repository
                .append(batch.stream().map(Waiting::entry).toList())
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .subscribe()
                .with(done -> succeeded(batch), failure -> failed(batch, failure));
    }

    private List<Waiting> nextBatch() {
        var batch = new ArrayList<Waiting>();
        synchronized (queue) {
            if (!busy) {
                for (int i = 0; i < BATCH && !queue.isEmpty(); i++) {
                    batch.add(queue.poll());
                }
                busy = !batch.isEmpty();
            }
        }
        return batch;
    }

    private void succeeded(List<Waiting> batch) {
        written.increment(batch.size());
        down = false;
        free();
        for (Waiting waiting : batch) {
            if (waiting.told() != null) {
                waiting.told().complete(null);
            }
        }
        drain();
    }

    private void failed(List<Waiting> batch, Throwable failure) {
        LOG.errorf("audit not written, %d entries wait: %s", batch.size(), failure.toString());
        down = true;
        var waiting = new ArrayList<>(batch);
        synchronized (queue) {
            waiting.addAll(queue);
            queue.clear();
            waiting.stream().limit(BACKLOG).forEach(one -> queue.add(new Waiting(one.entry(), null)));
            busy = false;
        }
        for (Waiting one : waiting) {
            if (one.told() != null) {
                one.told().fail(failure);
            }
        }
    }

    private void free() {
        synchronized (queue) {
            busy = false;
        }
    }

    private int backlog() {
        synchronized (queue) {
            return queue.size();
        }
    }
}
