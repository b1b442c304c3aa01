package io.palebluedot.alert.journal;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Wakes readers when any replica appended to the journal: one listening session per replica, and a look once a second all the same. */
@ApplicationScoped
public class JournalSignal {

    private static final Logger LOG = Logger.getLogger(JournalSignal.class);
    private static final Duration TROUBLE = Duration.ofMillis(500);

    private final Pool pool;
    private final AtomicReference<CompletableFuture<Void>> next = new AtomicReference<>(new CompletableFuture<>());
    private volatile boolean closed;

    JournalSignal(Pool pool) {
        this.pool = pool;
    }

    /** Ends when something was appended after this call, or within a second; take it before reading, so that nothing is missed. */
    Uni<Void> appended() {
        // A copy each: a reader that goes away cancels what it waits for.
        return Uni.createFrom().completionStage(next.get().copy());
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void wake() {
        next.getAndSet(new CompletableFuture<>()).complete(null);
    }

    void start(@Observes StartupEvent event) {
        session();
    }

    @PreDestroy
    void close() {
        closed = true;
        wake();
    }

    private void session() {
        pool.getConnection()
                .chain(connection -> listen(PgConnection.cast(connection)).eventually(connection::close))
                .onFailure()
                .invoke(e -> LOG.debugf("journal session ended: %s", e.toString()))
                .onFailure()
                .recoverWithNull()
                .onItem()
                .delayIt()
                .by(TROUBLE)
                .subscribe()
                .with(ignored -> {
                    if (!closed) {
                        session();
                    }
                });
    }

    /** Ends with the connection. */
    private Uni<Void> listen(PgConnection connection) {
        var ended = new CompletableFuture<Void>();
        connection.notificationHandler(notification -> wake());
        connection.closeHandler(() -> ended.complete(null));
        return connection
                .query("listen journal")
                .execute()
                .chain(() -> Uni.createFrom().completionStage(ended));
    }
}
