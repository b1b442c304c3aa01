package io.palebluedot.events.outbox;

import io.palebluedot.events.EventCatalogue;
import io.palebluedot.events.EventJson;
import io.palebluedot.events.Subjects;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An unpublished event as it stands in the table. */
record OutboxRow(
        long position,
        UUID id,
        String type,
        String objectId,
        long sequence,
        Instant occurredAt,
        @Nullable String traceparent,
        String data) {

    static OutboxRow from(Row row) {
        return new OutboxRow(
                row.getLong("position"),
                row.getUUID("id"),
                row.getString("type"),
                row.getString("object_id"),
                row.getLong("sequence"),
                row.getOffsetDateTime("occurred_at").toInstant(),
                row.getString("traceparent"),
                row.getString("data"));
    }

    String natsSubject() {
        return EventCatalogue.ofType(type)
                .map(entry -> entry.natsSubject(objectId))
                .orElseGet(() -> Subjects.event("external", objectId, "reported"));
    }

    byte[] envelope(String source) {
        return EventJson.envelope(id, source, type, objectId, sequence, occurredAt, traceparent, data);
    }
}
