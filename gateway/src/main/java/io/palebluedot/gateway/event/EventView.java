package io.palebluedot.gateway.event;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.alert.v1.Event;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An event of the journal. */
@Schema(name = "Event")
public record EventView(
        String id,

        @Schema(description = "Place in the journal, growing")
        long position,

        @Schema(examples = "/hardware-service") String source,

        @Schema(examples = "io.palebluedot.server.discovered.v1")
        String type,

        @Schema(examples = "HardwareDiscovered") @Nullable String name,
        @Schema(description = "Id of the object") String subject,
        @Nullable Instant time,

        @Schema(description = "Per object and source, gap-free")
        long sequence,

        @Nullable String traceparent,
        Map<String, Object> data,
        @Nullable String projectId) {

    static EventView of(Event e) {
        return new EventView(
                e.getId(),
                e.getPosition(),
                e.getSource(),
                e.getType(),
                Wire.text(e.getName()),
                e.getSubject(),
                Wire.instant(e.hasTime(), e.getTime()),
                e.getSequence(),
                Wire.text(e.getTraceparent()),
                Wire.map(e.getData()),
                Wire.text(e.getProjectId()));
    }
}
