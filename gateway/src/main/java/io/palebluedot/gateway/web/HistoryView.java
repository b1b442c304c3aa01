package io.palebluedot.gateway.web;

import io.palebluedot.proto.common.v1.HistoryEntry;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One move of an object from one state to another. */
@Schema(name = "HistoryEntry")
public record HistoryView(
        @Schema(description = "Absent at birth") @Nullable String fromState,
        String toState,
        @Nullable String cause,

        @Schema(description = "User id or service") @Nullable
        String actor,

        @Nullable Instant at,

        @Schema(description = "Milliseconds spent in from_state")
        long heldMs) {

    public static HistoryView of(HistoryEntry entry) {
        return new HistoryView(
                Wire.text(entry.getFromState()),
                entry.getToState(),
                Wire.text(entry.getCause()),
                Wire.text(entry.getActor()),
                Wire.instant(entry.hasAt(), entry.getAt()),
                entry.getHeldMs());
    }
}
