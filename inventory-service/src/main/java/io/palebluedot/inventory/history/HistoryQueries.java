package io.palebluedot.inventory.history;

import io.palebluedot.inventory.asset.Wire;
import io.palebluedot.paging.Listing;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.common.v1.HistoryEntry;
import io.palebluedot.proto.common.v1.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The moves of one object, oldest first unless sorted otherwise. */
@ApplicationScoped
public class HistoryQueries {

    private static final Listing MOVES =
            Listing.of("h.*", "history h", "lpad(h.id::text, 20, '0')").sort("at", "h.at", "timestamptz");

    private final Pool pool;

    HistoryQueries(Pool pool) {
        this.pool = pool;
    }

    public Uni<Slice<HistoryEntry>> of(UUID objectId, PageRequest page) {
        return MOVES.query(page).where("h.object_id = ?", objectId).fetch(pool, HistoryQueries::read);
    }

    private static HistoryEntry read(Row row) {
        return HistoryEntry.newBuilder()
                .setObjectId(row.getUUID("object_id").toString())
                .setFromState(row.getString("from_state"))
                .setToState(row.getString("to_state"))
                .setCause(Wire.text(row.getString("cause")))
                .setActor(row.getString("actor"))
                .setAt(Wire.time(row.getOffsetDateTime("at")))
                .setHeldMs(row.getLong("held_ms"))
                .build();
    }
}
