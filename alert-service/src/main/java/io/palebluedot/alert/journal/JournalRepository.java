package io.palebluedot.alert.journal;

import io.palebluedot.events.Ids;
import io.palebluedot.paging.Listing;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Appends to the journal and reads it; callers see only events of their own projects, unless they see all. */
@ApplicationScoped
public class JournalRepository {

    private static final String COLUMNS =
            "j.position, j.id, j.source, j.type, j.name, j.subject, j.occurred_at, j.sequence, j.traceparent, j.project_id, j.data";
    private static final Listing LISTING = Listing.of(COLUMNS, "journal j", "j.id::text")
            .sort("position", "j.position", "bigint")
            .sort("time", "j.occurred_at", "timestamptz");
    private static final String APPEND = "select journal_append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    private static final String BY_ID = "select " + COLUMNS + " from journal j where j.id = $1";
    private static final String HEAD = "select position from journal_head";
    private static final String PURGE = """
            delete from journal where position in (
                select position from journal where recorded_at < now() - make_interval(secs => $1) order by position limit 10000)""";

    private final Pool pool;

    JournalRepository(Pool pool) {
        this.pool = pool;
    }

    /** Appends in the given order what is not there yet. */
    Uni<Void> append(SqlClient client, List<JournalRecord> records) {
        return client.preparedQuery(APPEND).execute(columns(records)).replaceWithVoid();
    }

    public Uni<Slice<JournalEntry>> list(Caller caller, JournalFilter filter, PageRequest page) {
        var order =
                page.getSort().isEmpty() ? page.toBuilder().setSort("position").build() : page;
        var query = LISTING.query(order);
        filter.terms(caller).forEach(t -> query.where(t.sql(), t.values().toArray()));
        return query.fetch(pool, JournalRepository::entry);
    }

    /** NOT_FOUND when there is none that the caller may see. */
    public Uni<JournalEntry> find(Caller caller, String id) {
        if (!Ids.isId(id)) {
            throw Failures.notFound("Event", id);
        }
        return pool.preparedQuery(BY_ID).execute(Tuple.of(UUID.fromString(id))).map(rows -> {
            for (Row row : rows) {
                var project = row.getString("project_id");
                if (caller.seesAllProjects()
                        || (project != null && caller.projects().contains(project))) {
                    return entry(row);
                }
            }
            throw Failures.notFound("Event", id);
        });
    }

    /** The last position; everything up to it is there for good. */
    Uni<Long> head() {
        return pool.query(HEAD).execute().map(rows -> rows.iterator().next().getLong(0));
    }

    /** Entries with positions in {@code (after, upTo]}, at most {@code limit}, in order. */
    Uni<List<JournalEntry>> between(Caller caller, JournalFilter filter, long after, long upTo, int limit) {
        var values = new ArrayList<Object>(List.of(after, upTo));
        var sql = new StringBuilder("select " + COLUMNS + " from journal j where j.position > $1 and j.position <= $2");
        for (var term : filter.terms(caller)) {
            var condition = new StringBuilder(term.sql());
            for (Object value : term.values()) {
                values.add(value);
                int place = condition.indexOf("?");
                condition.replace(place, place + 1, "$" + values.size());
            }
            sql.append(" and (").append(condition).append(')');
        }
        sql.append(" order by j.position limit ").append(limit);
        return pool.preparedQuery(sql.toString()).execute(Tuple.from(values)).map(rows -> {
            List<JournalEntry> entries = new ArrayList<>();
            for (Row row : rows) {
                entries.add(entry(row));
            }
            return entries;
        });
    }

    Uni<Void> purge(Duration retention) {
        return pool.preparedQuery(PURGE)
                .execute(Tuple.of((double) retention.toSeconds()))
                .replaceWithVoid();
    }

    static JournalEntry entry(Row row) {
        return new JournalEntry(
                row.getLong("position"),
                row.getUUID("id"),
                row.getString("source"),
                row.getString("type"),
                row.getString("name"),
                row.getString("subject"),
                row.getOffsetDateTime("occurred_at").toInstant(),
                row.getLong("sequence"),
                row.getString("traceparent"),
                row.getString("project_id"),
                row.getString("data"));
    }

    private static Tuple columns(List<JournalRecord> records) {
        return Tuple.tuple()
                .addArrayOfUUID(records.stream().map(JournalRecord::id).toArray(UUID[]::new))
                .addArrayOfString(texts(records, JournalRecord::source))
                .addArrayOfString(texts(records, JournalRecord::type))
                .addArrayOfString(texts(records, JournalRecord::name))
                .addArrayOfString(texts(records, JournalRecord::reportedType))
                .addArrayOfString(texts(records, JournalRecord::subject))
                .addArrayOfOffsetDateTime(records.stream()
                        .map(r -> r.occurredAt().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new))
                .addArrayOfLong(records.stream().map(JournalRecord::sequence).toArray(Long[]::new))
                .addArrayOfString(texts(records, JournalRecord::traceparent))
                .addArrayOfString(texts(records, JournalRecord::projectId))
                .addArrayOfString(texts(records, JournalRecord::dataJson));
    }

    private static String[] texts(
            List<JournalRecord> records, Function<JournalRecord, @org.jspecify.annotations.Nullable String> column) {
        return records.stream().map(column).toArray(String[]::new);
    }
}
