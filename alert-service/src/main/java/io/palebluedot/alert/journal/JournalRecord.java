package io.palebluedot.alert.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.events.EventCatalogue;
import io.palebluedot.events.EventData;
import io.palebluedot.events.EventJson;
import io.palebluedot.events.ExternalEvent;
import io.palebluedot.events.PbdEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event on its way into the journal. */
record JournalRecord(
        UUID id,
        String source,
        String type,
        String name,
        @Nullable String reportedType,
        String subject,
        Instant occurredAt,
        long sequence,
        @Nullable String traceparent,
        @Nullable String projectId,
        String dataJson) {

    static JournalRecord of(PbdEvent event) {
        return of(
                event.id(),
                event.source(),
                event.subject(),
                event.time(),
                event.sequence(),
                event.traceparent(),
                event.data());
    }

    static JournalRecord of(
            UUID id,
            String source,
            String subject,
            Instant time,
            long sequence,
            @Nullable String traceparent,
            EventData data) {
        JsonNode json = EventJson.mapper().valueToTree(data);
        if (data instanceof ExternalEvent.Unknown unknown) {
            json = unknown.content();
        }
        if (json instanceof ObjectNode object) {
            // Cloud-init may hold a user's secrets; the one service that needs it reads the event itself.
            object.remove("user_data");
        }
        return new JournalRecord(
                id,
                storable(source),
                storable(type(data)),
                storable(name(data)),
                data instanceof ExternalEvent.Reported reported ? storable(reported.reportedType()) : null,
                storable(subject),
                time,
                sequence,
                traceparent,
                project(data, json),
                json.toString());
    }

    /** PostgreSQL keeps no NUL; one event with it must not hold up the others. */
    private static String storable(String text) {
        return text.replace('\0', ' ');
    }

    private static String type(EventData data) {
        return data instanceof ExternalEvent.Unknown unknown
                ? unknown.wireType()
                : EventCatalogue.of(data.getClass()).type();
    }

    private static String name(EventData data) {
        return data instanceof ExternalEvent.Unknown unknown
                ? unknown.wireType()
                : EventCatalogue.of(data.getClass()).name();
    }

    private static @Nullable String project(EventData data, JsonNode json) {
        JsonNode place = data instanceof ExternalEvent.Reported ? json.path("content") : json;
        JsonNode project = place.path("project_id");
        return project.isTextual() && !project.asText().isEmpty() ? project.asText() : null;
    }
}
