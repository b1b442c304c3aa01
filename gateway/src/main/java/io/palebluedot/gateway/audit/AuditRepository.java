package io.palebluedot.gateway.audit;

import io.palebluedot.paging.Listing;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.common.v1.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The table of the audit. Replicas of the gateway write one chain: an advisory lock orders their batches. */
@ApplicationScoped
public class AuditRepository {

    /** "PBDAUDIT" as a number. */
    private static final long LOCK = 0x5042444155444954L;

    private static final String INSERT =
            "insert into audit (" + AuditRow.COLUMNS + ") values ($1, $2, $3, $4, $5, $6, $7,"
                    + " $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";

    private static final Listing ROWS = Listing.of(AuditRow.COLUMNS, "audit", "lpad(position::text, 19, '0')")
            .sort("at", "at", "timestamptz");

    private final Pool pool;

    AuditRepository(Pool pool) {
        this.pool = pool;
    }

    /** Appends the entries in one transaction; all or none. */
    Uni<Void> append(List<AuditEntry> entries) {
        return pool.withTransaction(tx -> tx.preparedQuery("select pg_advisory_xact_lock($1)")
                .execute(Tuple.of(LOCK))
                .chain(() -> tx.query("select position, hash from audit order by position desc limit 1")
                        .execute())
                .chain(last -> insert(tx, last, entries)));
    }

    private static Uni<Void> insert(SqlConnection tx, RowSet<Row> last, List<AuditEntry> entries) {
        var iterator = last.iterator();
        long position = 0;
        String hash = AuditRow.GENESIS;
        if (iterator.hasNext()) {
            Row row = iterator.next();
            position = row.getLong(0);
            hash = row.getString(1);
        }
        var tuples = new ArrayList<Tuple>();
        for (AuditEntry entry : entries) {
            var row = AuditRow.following(position, hash, entry);
            position = row.position();
            hash = row.hash();
            tuples.add(row.tuple());
        }
        return tx.preparedQuery(INSERT).executeBatch(tuples).replaceWithVoid();
    }

    Uni<Slice<AuditRow>> list(PageRequest page, AuditFilter filter) {
        var query = ROWS.query(page)
                .whereIf(!filter.user().isEmpty(), "(actor_id = ? or actor_name = ?)", filter.user(), filter.user())
                .whereIf(!filter.operation().isEmpty(), "operation = ?", filter.operation())
                .whereIf(!filter.object().isEmpty(), "object_ref = ?", filter.object())
                .whereIf(!filter.requestId().isEmpty(), "request_id::text = ?", filter.requestId());
        if (filter.from() != null) {
            query.where("at >= ?", filter.from().atOffset(ZoneOffset.UTC));
        }
        if (filter.to() != null) {
            query.where("at < ?", filter.to().atOffset(ZoneOffset.UTC));
        }
        return query.fetch(pool, AuditRow::from);
    }

    /** At most {@code limit} rows after a position, in order. */
    Uni<List<AuditRow>> after(long position, int limit) {
        return pool.preparedQuery(
                        "select " + AuditRow.COLUMNS + " from audit where position > $1 order by position limit $2")
                .execute(Tuple.of(position, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(AuditRow::from)
                        .toList());
    }

    /** Passes when the table can be read. */
    Uni<Void> ping() {
        return pool.query("select 1 from audit limit 1").execute().replaceWithVoid();
    }
}
