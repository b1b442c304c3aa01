package io.palebluedot.allocation.ledger;

import io.palebluedot.allocation.lifecycle.AllocationState;
import io.palebluedot.events.Ids;
import io.palebluedot.paging.Listing;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads allocations; every read for a caller sees only what the caller's projects own. */
@ApplicationScoped
public class AllocationRepository {

    private static final Listing LISTING = Listing.of(AllocationRows.COLUMNS, AllocationRows.FROM, "a.id::text")
            .sort("created_at", "a.created_at", "timestamptz")
            .sort("updated_at", "a.updated_at", "timestamptz")
            .sort("state", "a.state", "text")
            .sort("gpu_count", "a.gpu_count", "int")
            .sort("user", "u.name", "text");
    private static final String ONE =
            "select " + AllocationRows.COLUMNS + " from " + AllocationRows.FROM + " where a.id = $1";
    private static final String LOCK = "select 1 from allocation where id = $1 for update";
    private static final String HISTORY =
            "select from_state, to_state, cause, actor, at, held_ms from allocation_history where allocation_id = $1"
                    + " order by position";
    private static final String QUEUE = "select " + AllocationRows.COLUMNS + " from " + AllocationRows.FROM
            + " where a.state = 'queued' and (a.start_at is null or a.start_at <= now())"
            + " order by a.priority, a.created_at limit $1";

    private final Pool pool;

    AllocationRepository(Pool pool) {
        this.pool = pool;
    }

    /** NOT_FOUND when there is none that the caller may see. */
    public Uni<Allocation> find(Caller caller, String ref) {
        return visible(caller, ref, one(pool, ref));
    }

    /** As {@link #find}, and nobody else moves it until {@code tx} ends. */
    public Uni<Allocation> lock(SqlConnection tx, Caller caller, String ref) {
        return visible(caller, ref, locked(tx, ref));
    }

    /** As {@link #lock}, for the service itself; null when there is none. */
    public Uni<@Nullable Allocation> lock(SqlConnection tx, UUID id) {
        return locked(tx, id.toString());
    }

    /** Waiting requests that may be tried now, in the order in which they are. */
    public Uni<List<Allocation>> queued(int limit) {
        return pool.preparedQuery(QUEUE).execute(Tuple.of(limit)).map(AllocationRepository::all);
    }

    public Uni<List<HistoryEntry>> history(UUID id) {
        return pool.preparedQuery(HISTORY).execute(Tuple.of(id)).map(rows -> {
            var entries = new ArrayList<HistoryEntry>();
            rows.forEach(row -> entries.add(new HistoryEntry(
                    row.getString("from_state"),
                    row.getString("to_state"),
                    row.getString("cause"),
                    row.getString("actor"),
                    row.getOffsetDateTime("at").toInstant(),
                    row.getLong("held_ms"))));
            return entries;
        });
    }

    public Uni<Slice<Allocation>> list(Caller caller, AllocationFilter filter, PageRequest page) {
        return LISTING.query(page)
                .whereIf(!caller.seesAllProjects(), "a.project_id = any(?)", (Object) projects(caller.projects()))
                .whereIf(!filter.user().isEmpty(), "u.id::text = ? or u.name = ?", filter.user(), filter.user())
                .whereIf(
                        !filter.project().isEmpty(),
                        "a.project_id in (select p.id from project p where p.id::text = ? or p.name = ?)",
                        filter.project(),
                        filter.project())
                .whereIf(!filter.states().isEmpty(), "a.state = any(?)", (Object) words(filter.states()))
                .whereIf(
                        !filter.server().isEmpty(),
                        "a.id in (select s.allocation_id from allocation_server s where s.server_id = ? or s.server_name = ?)",
                        filter.server(),
                        filter.server())
                .whereIf(
                        !filter.gpu().isEmpty(),
                        "a.id in (select g.allocation_id from allocation_gpu g where g.gpu_id = ? or g.gpu_name = ?)",
                        filter.gpu(),
                        filter.gpu())
                .fetch(pool, AllocationRows::read);
    }

    private static String[] words(Set<AllocationState> states) {
        return states.stream().map(AllocationState::wire).toArray(String[]::new);
    }

    private static UUID[] projects(Set<String> ids) {
        return ids.stream().filter(Ids::isId).map(UUID::fromString).toArray(UUID[]::new);
    }

    private static Uni<Allocation> visible(Caller caller, String ref, Uni<@Nullable Allocation> found) {
        return found.onItem().transform(allocation -> {
            if (allocation == null
                    || (!caller.seesAllProjects()
                            && !caller.projects()
                                    .contains(allocation.projectId().toString()))) {
                throw Failures.notFound("Allocation", ref);
            }
            return allocation;
        });
    }

    private static Uni<@Nullable Allocation> locked(SqlConnection tx, String ref) {
        if (!Ids.isId(ref)) {
            return Uni.createFrom().nullItem();
        }
        return tx.preparedQuery(LOCK).execute(Tuple.of(UUID.fromString(ref))).chain(() -> one(tx, ref));
    }

    private static Uni<@Nullable Allocation> one(SqlClient client, String ref) {
        if (!Ids.isId(ref)) {
            return Uni.createFrom().nullItem();
        }
        return client.preparedQuery(ONE).execute(Tuple.of(UUID.fromString(ref))).map(AllocationRepository::first);
    }

    private static @Nullable Allocation first(RowSet<Row> rows) {
        var found = rows.iterator();
        return found.hasNext() ? AllocationRows.read(found.next()) : null;
    }

    private static List<Allocation> all(RowSet<Row> rows) {
        var all = new ArrayList<Allocation>();
        rows.forEach(row -> all.add(AllocationRows.read(row)));
        return all;
    }
}
