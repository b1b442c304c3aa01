package io.palebluedot.events.outbox;

import io.palebluedot.events.EventCatalogue;
import io.palebluedot.events.EventData;
import io.palebluedot.events.EventJson;
import io.palebluedot.events.Ids;
import io.palebluedot.events.TraceParent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Writes events into the caller's transaction: they are told if, and only if, it commits. */
@ApplicationScoped
public class Outbox {

    /** SQL call that adds rows, for statements of a service's own; its parameters are {@link #rows}. */
    public static final String ADD = "select outbox_add($1, $2, $3, $4, $5)";

    /** An event to be told about an object. */
    public record Pending(String subjectId, EventData data) {}

    /** Adds one event within {@code tx}. */
    public Uni<Void> add(SqlConnection tx, String subjectId, EventData data) {
        return addAll(tx, List.of(new Pending(subjectId, data)));
    }

    /** Adds events within {@code tx}; events of one object keep their order. */
    public Uni<Void> addAll(SqlConnection tx, List<Pending> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(ADD).execute(rows(events)).replaceWithVoid();
    }

    /**
     * The five parameters of {@link #ADD}, for a set-based statement of a service's own.
     *
     * <p>An absent traceparent is passed as SQL null.
     */
    public static Tuple rows(List<Pending> events) {
        int size = events.size();
        var ids = new UUID[size];
        var types = new String[size];
        var objectIds = new String[size];
        var data = new String[size];
        for (int i = 0; i < size; i++) {
            var event = events.get(i);
            ids[i] = Ids.newUuid();
            types[i] = EventCatalogue.of(event.data().getClass()).type();
            objectIds[i] = event.subjectId();
            data[i] = EventJson.data(event.data());
        }
        return Tuple.tuple()
                .addArrayOfUUID(ids)
                .addArrayOfString(types)
                .addArrayOfString(objectIds)
                .addString(TraceParent.current())
                .addArrayOfString(data);
    }
}
