package io.palebluedot.events.inbox;

import io.palebluedot.events.PbdEvent;
import io.palebluedot.events.TraceParent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Lets each event take effect once per consumer: the inbox row is written in the effect's own transaction. */
@ApplicationScoped
public class Inbox {

    private static final String CLAIM =
            "insert into inbox (consumer, event_id) values ($1, $2) on conflict do nothing returning 1";
    private static final String CLAIM_ALL = "insert into inbox (consumer, event_id) select $1, unnest($2::uuid[])"
            + " on conflict do nothing returning event_id";

    private final Pool pool;

    Inbox(Pool pool) {
        this.pool = pool;
    }

    /** Runs {@code effect} in one transaction with the inbox row; does nothing for an event that took effect before. */
    public Uni<Void> once(String consumer, PbdEvent event, Function<SqlConnection, Uni<Void>> effect) {
        TraceParent.continueFrom(event.traceparent());
        return pool.withTransaction(tx -> claim(tx, consumer, event.id())
                .chain(fresh -> fresh ? effect.apply(tx) : Uni.createFrom().voidItem()));
    }

    /** As {@link #once}, for a batch: {@code effect} gets the events that are new. */
    public Uni<Void> onceEach(
            String consumer,
            List<PbdEvent> events,
            java.util.function.BiFunction<SqlConnection, List<PbdEvent>, Uni<Void>> effect) {
        return pool.withTransaction(tx -> claimAll(tx, consumer, events)
                .chain(fresh -> fresh.isEmpty() ? Uni.createFrom().voidItem() : effect.apply(tx, fresh)));
    }

    /** True when this transaction is the first to handle the event. */
    public Uni<Boolean> claim(SqlConnection tx, String consumer, UUID eventId) {
        return tx.preparedQuery(CLAIM).execute(Tuple.of(consumer, eventId)).map(rows -> rows.rowCount() == 1);
    }

    private Uni<List<PbdEvent>> claimAll(SqlConnection tx, String consumer, List<PbdEvent> events) {
        var ids = events.stream().map(PbdEvent::id).distinct().toArray(UUID[]::new);
        return tx.preparedQuery(CLAIM_ALL)
                .execute(Tuple.of(consumer).addArrayOfUUID(ids))
                .map(rows -> {
                    var fresh = new java.util.HashSet<UUID>();
                    rows.forEach(row -> fresh.add(row.getUUID(0)));
                    return events.stream().filter(e -> fresh.remove(e.id())).toList();
                });
    }

    /** Rows outlive every redelivery and the outbox's republish window, then go. */
    @Scheduled(every = "1h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return pool.query("delete from inbox where handled_at < now() - interval '14 days'")
                .execute()
                .replaceWithVoid();
    }
}
