package io.palebluedot.gateway.server;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.inventory.v1.ConfigDrift;
import io.palebluedot.proto.inventory.v1.DriftEntry;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where the hardware is not as it is wanted. */
@Schema(name = "ConfigDrift")
record DriftView(
        String objectId,
        int wantedVersion,

        @Schema(description = "Empty when there is no drift")
        List<EntryView> entries,

        @Nullable Instant observedAt) {

    /** One attribute that differs. */
    @Schema(name = "DriftEntry")
    public record EntryView(
            String attribute,
            @Nullable Object wanted,
            @Nullable Object observed) {

        static EntryView of(DriftEntry entry) {
            return new EntryView(
                    entry.getAttribute(),
                    entry.hasWanted() ? Wire.object(entry.getWanted()) : null,
                    entry.hasObserved() ? Wire.object(entry.getObserved()) : null);
        }
    }

    static DriftView of(ConfigDrift drift) {
        return new DriftView(
                drift.getObjectId(),
                drift.getWantedVersion(),
                drift.getEntriesList().stream().map(EntryView::of).toList(),
                Wire.instant(drift.hasObservedAt(), drift.getObservedAt()));
    }
}
