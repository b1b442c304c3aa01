package io.palebluedot.alert.alerts;

import io.palebluedot.alert.lifecycle.AlertState;
import io.palebluedot.alert.lifecycle.Severity;
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
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads alerts; a caller sees only what the caller's projects are concerned by. */
@ApplicationScoped
public class AlertRepository {

    private static final Listing LISTING = Listing.of(AlertRows.COLUMNS, "alert a", "a.id::text")
            .sort("started_at", "a.started_at", "timestamptz")
            .sort("name", "a.name", "text")
            .sort("state", "a.state", "text")
            .sort("severity", "array_position(array['info', 'warning', 'critical'], a.severity)", "int");
    private static final String ONE = "select " + AlertRows.COLUMNS + " from alert a where a.id = $1";
    private static final String LOCK = "select id from alert where id = $1 for update";
    private static final String OPEN = "select " + AlertRows.COLUMNS
            + " from alert a where a.fingerprint = $1 and a.state <> 'resolved' for update of a";
    private static final String OPEN_OF_GPU = "select " + AlertRows.COLUMNS
            + " from alert a where a.gpu_id = $1 and a.name = $2 and a.state <> 'resolved' order by a.id for update of a";
    private static final String OPEN_IN = "select " + AlertRows.COLUMNS
            + " from alert a where a.state = any($1) order by a.id for update of a skip locked";

    private final Pool pool;

    AlertRepository(Pool pool) {
        this.pool = pool;
    }

    public Uni<Slice<Alert>> list(Caller caller, AlertFilter filter, PageRequest page) {
        AlertState state = filter.state();
        Severity severity = filter.severity();
        var query = LISTING.query(page)
                .whereIf(!filter.serverId().isEmpty(), "a.server_id = ?", filter.serverId())
                .whereIf(!filter.gpuId().isEmpty(), "a.gpu_id = ?", filter.gpuId())
                .whereIf(!filter.name().isEmpty(), "a.name = ?", filter.name());
        if (state != null) {
            query.where("a.state = ?", state.wire());
        }
        if (severity != null) {
            query.where("a.severity = ?", severity.wire());
        }
        if (!caller.seesAllProjects()) {
            query.where("a.project_id = any(?)", (Object) caller.projects().toArray(String[]::new));
        }
        return query.fetch(pool, AlertRows::from);
    }

    /** NOT_FOUND when there is none that the caller may see. */
    public Uni<Alert> find(Caller caller, String id) {
        if (!Ids.isId(id)) {
            throw Failures.notFound("Alert", id);
        }
        return pool.preparedQuery(ONE).execute(Tuple.of(UUID.fromString(id))).map(rows -> visible(caller, id, rows));
    }

    /** As {@link #find}, and nobody else moves it until {@code tx} ends. */
    Uni<Alert> lock(SqlConnection tx, Caller caller, String id) {
        if (!Ids.isId(id)) {
            throw Failures.notFound("Alert", id);
        }
        var key = Tuple.of(UUID.fromString(id));
        return tx.preparedQuery(LOCK)
                .execute(key)
                .chain(() -> tx.preparedQuery(ONE).execute(key))
                .map(rows -> visible(caller, id, rows));
    }

    /** The open alert of a fingerprint, locked; null when there is none. */
    Uni<@Nullable Alert> open(SqlConnection tx, String fingerprint) {
        return tx.preparedQuery(OPEN)
                .execute(Tuple.of(fingerprint))
                .map(rows ->
                        rows.size() == 0 ? null : AlertRows.from(rows.iterator().next()));
    }

    /** The open alerts of that name about a GPU, locked. */
    Uni<List<Alert>> openOfGpu(SqlConnection tx, String name, String gpuId) {
        return tx.preparedQuery(OPEN_OF_GPU).execute(Tuple.of(gpuId, name)).map(AlertRepository::alerts);
    }

    /** Alerts in these states that nobody else is moving, locked. */
    Uni<List<Alert>> lockAll(SqlConnection tx, AlertState... states) {
        var words = new String[states.length];
        for (int i = 0; i < states.length; i++) {
            words[i] = states[i].wire();
        }
        return tx.preparedQuery(OPEN_IN)
                .execute(Tuple.tuple().addArrayOfString(words))
                .map(AlertRepository::alerts);
    }

    static List<Alert> alerts(RowSet<Row> rows) {
        var alerts = new ArrayList<Alert>(rows.size());
        for (Row row : rows) {
            alerts.add(AlertRows.from(row));
        }
        return alerts;
    }

    private static Alert visible(Caller caller, String id, RowSet<Row> rows) {
        if (rows.size() == 1) {
            var alert = AlertRows.from(rows.iterator().next());
            if (caller.seesAllProjects()
                    || (alert.projectId() != null && caller.projects().contains(alert.projectId()))) {
                return alert;
            }
        }
        throw Failures.notFound("Alert", id);
    }
}
