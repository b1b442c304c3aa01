package io.palebluedot.events.outbox;

import io.nats.client.Connection;
import io.palebluedot.events.Subjects;
import io.palebluedot.events.jetstream.NatsConfig;
import io.palebluedot.events.jetstream.NatsLink;
import io.palebluedot.events.jetstream.Streams;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.unchecked.Unchecked;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Carries the outbox to JetStream. One replica of a service relays at a time: the one whose session holds the advisory lock; the same session
 * listens, so that a commit is published at once. What was not acknowledged stays and is published again.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    /** "PBDOUTBX" as a number; advisory locks are per database, and each service has its own. */
    private static final long LOCK = 0x5042444f55544258L;

    private static final int BATCH = 5_000;
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration TROUBLE = Duration.ofMillis(500);

    private final Pool pool;
    private final OutboxTable table;
    private final OutboxPublisher publisher;
    private final NatsLink link;
    private final Streams streams;
    private final NatsConfig config;
    private final AtomicReference<Wake> wake = new AtomicReference<>(new Wake());
    private volatile boolean closed;

    OutboxRelay(
            Pool pool,
            OutboxTable table,
            OutboxPublisher publisher,
            NatsLink link,
            Streams streams,
            NatsConfig config) {
        this.pool = pool;
        this.table = table;
        this.publisher = publisher;
        this.link = link;
        this.streams = streams;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        session();
    }

    @PreDestroy
    void close() {
        closed = true;
        wake.get().up();
    }

    /** One session after the other, for as long as the service lives. */
    private void session() {
        pool.getConnection()
                .chain(connection -> lead(connection).eventually(connection::close))
                .onFailure()
                .invoke(e -> LOG.debugf("outbox relay session ended: %s", e.toString()))
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

    private Uni<Void> lead(SqlConnection connection) {
        return connection
                .preparedQuery("select pg_try_advisory_lock($1)")
                .execute(Tuple.of(LOCK))
                .map(rows -> rows.iterator().next().getBoolean(0))
                .chain(leads -> leads ? listen(connection) : Uni.createFrom().voidItem());
    }

    private Uni<Void> listen(SqlConnection connection) {
        var session = PgConnection.cast(connection);
        var lost = new AtomicReference<Throwable>();
        session.notificationHandler(notification -> wake.get().up());
        session.closeHandler(() -> {
            lost.set(new IllegalStateException("session closed"));
            wake.get().up();
        });
        return session.query("listen outbox")
                .execute()
                .chain(link::connection)
                .call(this::checkStream)
                .chain(nats -> relay(nats, lost))
                .eventually(() -> release(session, lost));
    }

    /** The connection goes back to the pool: neither lock nor listening may stay on it. */
    private static Uni<Void> release(PgConnection session, AtomicReference<Throwable> lost) {
        return lost.get() != null
                ? Uni.createFrom().voidItem()
                : session.query("unlisten *; select pg_advisory_unlock_all()")
                        .execute()
                        .replaceWithVoid();
    }

    private Uni<Void> relay(Connection nats, AtomicReference<Throwable> lost) {
        return Uni.createFrom()
                .deferred(() -> round(nats))
                .repeat()
                .whilst(ignored -> !closed && lost.get() == null)
                .onItem()
                .ignore()
                .toUni();
    }

    /** Publishes what there is; when that is nothing, waits until somebody commits. */
    private Uni<Integer> round(Connection nats) {
        var next = new Wake();
        wake.set(next);
        return table.next(BATCH, 0)
                .chain(rows -> rows.isEmpty()
                        ? idle(next)
                        : drain(nats, rows, Uni.createFrom().voidItem()));
    }

    private Uni<Integer> idle(Wake next) {
        return next.wait(IDLE).replaceWith(0);
    }

    /** While one batch is on its way, the one before it is marked and the next one is read. */
    private Uni<Integer> drain(Connection nats, List<OutboxRow> rows, Uni<Void> markBefore) {
        return Uni.combine()
                .all()
                .unis(
                        publisher.publish(nats, rows),
                        table.next(BATCH, rows.getLast().position()),
                        markBefore)
                .asTuple()
                .chain(all -> all.getItem2().isEmpty() || all.getItem1().size() < rows.size()
                        ? settle(rows, all.getItem1()).replaceWith(rows.size())
                        : drain(nats, all.getItem2(), table.mark(all.getItem1())));
    }

    private Uni<Void> settle(List<OutboxRow> rows, List<Long> acknowledged) {
        var marked = table.mark(acknowledged);
        return acknowledged.size() == rows.size()
                ? marked
                : marked.onItem().delayIt().by(TROUBLE);
    }

    /** A stream that is younger than the one published to before was lost: what the window still holds goes out again. */
    private Uni<Void> checkStream(Connection nats) {
        return Uni.createFrom()
                .item(Unchecked.supplier(() -> streams.ensure(nats, Subjects.EVENTS_STREAM)))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(info -> table.sawStream(
                        Subjects.EVENTS_STREAM, info.getCreateTime().toString()))
                .chain(lost -> lost ? publishAgain() : Uni.createFrom().voidItem());
    }

    private Uni<Void> publishAgain() {
        return table.publishAgain(config.republishWindow())
                .invoke(rows -> LOG.warnf("event stream was lost, publishing again rows=%d", rows))
                .replaceWithVoid();
    }

    /** A stream can be lost while the connection stays. */
    @Scheduled(every = "10s", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> watchStream() {
        var nats = link.current();
        if (nats == null || !link.up()) {
            return Uni.createFrom().voidItem();
        }
        return checkStream(nats)
                .invoke(() -> wake.get().up())
                .onFailure()
                .invoke(e -> LOG.debugf("stream not checked: %s", e.toString()))
                .onFailure()
                .recoverWithNull();
    }

    @Scheduled(every = "10m", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return table.purge(config.republishWindow());
    }
}
