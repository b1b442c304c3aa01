package io.palebluedot.gateway.bmc;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.hardware.v1.EventLog;
import io.palebluedot.proto.hardware.v1.EventLogEntry;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a BMC has written down of its server. */
@Schema(name = "EventLog")
record LogView(
        String serverId,

        @Schema(description = "Oldest first") List<EntryView> entries,

        @Schema(description = "How many the BMC keeps", minimum = "0")
        int total,

        @Schema(description = "The BMC had no room for further entries")
        boolean dropped) {

    /** One entry. */
    @Schema(name = "EventLogEntry")
    record EntryView(
            String id,

            @Schema(description = "Absent when the BMC's clock was not set") @Nullable
            Instant at,

            @Nullable String sensor,

            @Schema(description = "OK, Warning, Critical") @Nullable
            String severity,

            String message) {

        static EntryView of(EventLogEntry entry) {
            return new EntryView(
                    entry.getId(),
                    Wire.instant(entry.hasAt(), entry.getAt()),
                    Wire.text(entry.getSensor()),
                    Wire.text(entry.getSeverity()),
                    entry.getMessage());
        }
    }

    static LogView of(EventLog log) {
        return new LogView(
                log.getServerId(),
                log.getEntriesList().stream().map(EntryView::of).toList(),
                log.getTotal(),
                log.getDropped());
    }
}
