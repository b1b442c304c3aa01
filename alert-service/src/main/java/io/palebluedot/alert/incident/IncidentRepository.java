package io.palebluedot.alert.incident;

import io.palebluedot.alert.lifecycle.IncidentState;
import io.palebluedot.paging.Listing;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads incidents; a caller sees those with an alert that the caller may see, and of their alerts only these. */
@ApplicationScoped
public class IncidentRepository {

    private static final Listing LISTING = Listing.of(IncidentRows.COLUMNS, "incident i", "i.id::text")
            .sort("started_at", "i.started_at", "timestamptz")
            .sort("updated_at", "i.updated_at", "timestamptz")
            .sort("score", "i.score", "double precision");
    private static final String ONE = "select " + IncidentRows.COLUMNS + " from incident i where i.id = $1";

    private final Pool pool;

    IncidentRepository(Pool pool) {
        this.pool = pool;
    }

    public Uni<Slice<Incident>> list(Caller caller, @Nullable IncidentState state, String serverId, PageRequest page) {
        var query = LISTING.query(page).whereIf(!serverId.isEmpty(), "i.server_id = ?", serverId);
        if (state != null) {
            query.where("i.state = ?", state.wire());
        }
        if (!caller.seesAllProjects()) {
            query.where("exists (select 1 from alert a where a.incident_id = i.id and a.project_id = any(?))", (Object)
                    caller.projects().toArray(String[]::new));
        }
        return query.fetch(pool, row -> IncidentRows.from(caller, row));
    }

    /** NOT_FOUND when there is none. */
    public Uni<Incident> find(Caller caller, UUID id) {
        return pool.preparedQuery(ONE).execute(Tuple.of(id)).map(rows -> {
            if (rows.size() == 0) {
                throw Failures.notFound("Incident", id.toString());
            }
            return IncidentRows.from(caller, rows.iterator().next());
        });
    }
}
