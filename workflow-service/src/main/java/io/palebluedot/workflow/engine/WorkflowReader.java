package io.palebluedot.workflow.engine;

import io.palebluedot.paging.Listing;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.rpc.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads workflows for people; engineers see those of their projects only. */
@ApplicationScoped
public class WorkflowReader {

    private static final Listing WORKFLOWS = Listing.of(WorkflowRows.COLUMNS, "workflow w", "w.id::text")
            .sort("created_at", "w.created_at", "timestamptz")
            .sort("updated_at", "w.updated_at", "timestamptz")
            .sort("state", "w.state", "text")
            .sort("kind", "w.kind", "text");

    private static final String BY_ID =
            "select " + WorkflowRows.COLUMNS + " from workflow w where w.id = $1 and ($2 or w.project_id = any($3))";
    private static final String BY_KEY =
            "select " + WorkflowRows.COLUMNS + " from workflow w where w.idempotency_key = $1";

    private final Pool pool;

    WorkflowReader(Pool pool) {
        this.pool = pool;
    }

    /** Filters of a list; an empty one is none. */
    public record Filter(String kind, String status, String serverId, String allocationId) {}

    public Uni<Slice<Stored>> list(PageRequest page, Filter filter, Caller caller) {
        var states = states(filter.status());
        return WORKFLOWS
                .query(page)
                .whereIf(!filter.kind().isEmpty(), "w.kind = ?", filter.kind())
                .whereIf(!filter.status().isEmpty(), "w.state = any(?)", (Object) states)
                .whereIf(!filter.serverId().isEmpty(), "w.server_id = ?", filter.serverId())
                .whereIf(!filter.allocationId().isEmpty(), "w.allocation_id = ?", filter.allocationId())
                .whereIf(!caller.seesAllProjects(), "w.project_id = any(?)", (Object) projects(caller))
                .fetch(pool, WorkflowReader::stored);
    }

    /** The exact states behind a public status; a state's own word stands for itself. */
    private static String[] states(String status) {
        return java.util.Arrays.stream(io.palebluedot.workflow.lifecycle.WorkflowState.values())
                .filter(state -> state.status().equals(status) || state.word().equals(status))
                .map(io.palebluedot.workflow.lifecycle.WorkflowState::word)
                .toArray(String[]::new);
    }

    public Uni<Optional<Stored>> find(UUID id, Caller caller) {
        return one(pool, BY_ID, Tuple.of(id, caller.seesAllProjects(), projects(caller)));
    }

    public Uni<Optional<Stored>> withKey(String idempotencyKey) {
        return one(pool, BY_KEY, Tuple.of(idempotencyKey));
    }

    private static Uni<Optional<Stored>> one(SqlClient client, String sql, Tuple values) {
        return client.preparedQuery(sql)
                .execute(values)
                .map(rows -> rows.rowCount() == 0
                        ? Optional.empty()
                        : Optional.of(stored(List.copyOf(rowList(rows)).getFirst())));
    }

    private static List<Row> rowList(Iterable<Row> rows) {
        var list = new java.util.ArrayList<Row>();
        rows.forEach(list::add);
        return list;
    }

    private static String[] projects(Caller caller) {
        return caller.projects().toArray(String[]::new);
    }

    private static Stored stored(Row row) {
        return new Stored(
                WorkflowRows.workflow(row),
                row.getInteger("template_version"),
                row.getOffsetDateTime("updated_at").toInstant(),
                row.getLong("version"),
                row.getBoolean("closed"));
    }
}
