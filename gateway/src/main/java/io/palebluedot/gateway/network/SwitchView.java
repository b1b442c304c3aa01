package io.palebluedot.gateway.network;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.hardware.v1.Switch;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A network switch and what it told last. */
@Schema(name = "Switch")
record SwitchView(
        String id,
        String name,
        String address,
        String username,
        @Nullable String hostname,
        @Nullable String manufacturer,
        @Nullable String model,
        @Nullable String serial,
        @Nullable String softwareVersion,
        @Nullable Instant bootTime,

        @Schema(description = "Absent until it was asked for the first time") @Nullable
        Boolean reachable,

        @Schema(description = "BMC_UNREACHABLE, BMC_TIMEOUT, BMC_UNAUTHORIZED, BMC_BUSY") @Nullable
        String causeCode,

        @Nullable String cause,

        @Schema(description = "Parts that it refuses to tell, and why")
        List<String> gaps,

        @Schema(description = "When it told everything last") @Nullable
        Instant seenAt,

        @Nullable Long ageSeconds,
        @Nullable Instant createdAt) {

    static SwitchView of(Switch s) {
        return new SwitchView(
                s.getId(),
                s.getName(),
                s.getAddress(),
                s.getUsername(),
                Wire.text(s.getHostname()),
                Wire.text(s.getManufacturer()),
                Wire.text(s.getModel()),
                Wire.text(s.getSerial()),
                Wire.text(s.getSoftwareVersion()),
                Wire.instant(s.hasBootTime(), s.getBootTime()),
                s.hasReachable() ? Boolean.valueOf(s.getReachable()) : null,
                Wire.text(s.getCauseCode()),
                Wire.text(s.getCause()),
                s.getGapsList(),
                Wire.instant(s.hasSeenAt(), s.getSeenAt()),
                s.hasSeenAt() ? Long.valueOf(s.getAgeSeconds()) : null,
                Wire.instant(s.hasCreatedAt(), s.getCreatedAt()));
    }
}
