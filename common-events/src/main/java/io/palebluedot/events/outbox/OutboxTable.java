package io.palebluedot.events.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The statements on the outbox table. */
@ApplicationScoped
class OutboxTable {

    /** Largest sum of data that is held at once, in bytes; a larger event goes alone. */
    private static final int MOST_BYTES = 8 << 20;

    private static final String NEXT =
            "select position, id, type, object_id, sequence, occurred_at, traceparent, data from (select *,"
                    + " sum(octet_length(data)) over (order by position) - octet_length(data) as before from outbox"
                    + " where position = any(array(select position from outbox_waiting where position > $2"
                    + " order by position limit $1))) as batch where before < " + MOST_BYTES + " order by position";
    private static final String MARK = "delete from outbox_waiting where position = any($1)";
    private static final String AGAIN =
            "insert into outbox_waiting select position from outbox where occurred_at > now() - make_interval(secs => $1)"
                    + " on conflict do nothing";
    private static final String PURGE = "delete from outbox where occurred_at < now() - make_interval(secs => $1)"
            + " and not exists (select 1 from outbox_waiting w where w.position = outbox.position)";

    private final Pool pool;

    OutboxTable(Pool pool) {
        this.pool = pool;
    }

    /**
     * The oldest unpublished rows behind a position.
     *
     * <p>Positions become visible out of order, so 0 must be asked again and again; a higher one is good for reading ahead only.
     */
    Uni<List<OutboxRow>> next(int limit, long behind) {
        return pool.preparedQuery(NEXT).execute(Tuple.of(limit, behind)).map(rows -> {
            var list = new ArrayList<OutboxRow>(rows.size());
            rows.forEach(row -> list.add(OutboxRow.from(row)));
            return list;
        });
    }

    Uni<Void> mark(List<Long> positions) {
        return positions.isEmpty()
                ? Uni.createFrom().voidItem()
                : pool.preparedQuery(MARK)
                        .execute(Tuple.tuple().addArrayOfLong(positions.toArray(Long[]::new)))
                        .replaceWithVoid();
    }

    /** Everything that happened within the window waits again. */
    Uni<Integer> publishAgain(Duration window) {
        return pool.preparedQuery(AGAIN)
                .execute(Tuple.of((double) window.toSeconds()))
                .map(rows -> rows.rowCount());
    }

    Uni<Void> purge(Duration window) {
        return pool.preparedQuery(PURGE)
                .execute(Tuple.of((double) window.toSeconds()))
                .replaceWithVoid();
    }

    /**
     * Remembers that rows went to the stream made at {@code createdAt}.
     *
     * @return true when they went to an earlier stream of that name before
     */
    Uni<Boolean> sawStream(String stream, String createdAt) {
        return pool.withTransaction(tx -> tx.preparedQuery(
                        "select created_at from outbox_stream where stream = $1 for update")
                .execute(Tuple.of(stream))
                .map(rows -> rows.size() == 0 ? "" : rows.iterator().next().getString(0))
                .call(former -> tx.preparedQuery("insert into outbox_stream (stream, created_at) values ($1, $2)"
                                + " on conflict (stream) do update set created_at = excluded.created_at")
                        .execute(Tuple.of(stream, createdAt)))
                .map(former -> !former.isEmpty() && !former.equals(createdAt)));
    }
}
