package io.palebluedot.allocation.claim;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.palebluedot.events.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Writes a decided batch: one statement, one transaction, all or nothing. */
@ApplicationScoped
class ClaimWriter {

    private static final String CLAIM =
            "select claim($1::text::jsonb, $2::text::jsonb, $3::text::jsonb, $4::text::jsonb, $5, $6, $7, $8, $9, $10)";
    private static final String WRITTEN = "select id from allocation where id = any($1)";

    private final Pool pool;

    ClaimWriter(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> write(List<Draft> drafts, UUID[] quotaProjects) {
        var claims = array();
        var holds = array();
        var deploys = array();
        var history = array();
        var events = new ArrayList<Outbox.Pending>();
        for (Draft draft : drafts) {
            draft.claimRow(claims);
            draft.holdRows(holds, deploys);
            draft.historyRows(history);
            draft.events()
                    .forEach(event ->
                            events.add(new Outbox.Pending(draft.claim().id().toString(), event)));
        }
        var row = Tuple.tuple()
                .addString(claims.toString())
                .addString(holds.toString())
                .addString(deploys.toString())
                .addString(history.toString())
                .addArrayOfUUID(quotaProjects);
        var eventRows = Outbox.rows(events);
        for (int i = 0; i < eventRows.size(); i++) {
            row.addValue(eventRows.getValue(i));
        }
        return pool.preparedQuery(CLAIM).execute(row).replaceWithVoid();
    }

    /** Which of these were written after all; asked when a connection broke before the answer came. */
    Uni<Set<UUID>> written(List<Draft> drafts) {
        var ids = drafts.stream().map(d -> d.claim().id()).toArray(UUID[]::new);
        return pool.preparedQuery(WRITTEN)
                .execute(Tuple.tuple().addArrayOfUUID(ids))
                .map(rows -> {
                    Set<UUID> found = new HashSet<>();
                    rows.forEach(row -> found.add(row.getUUID(0)));
                    return found;
                });
    }

    private static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
