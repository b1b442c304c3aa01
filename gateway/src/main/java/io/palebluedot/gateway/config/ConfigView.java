package io.palebluedot.gateway.config;

import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.inventory.v1.Config;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The configuration of a server or GPU. */
@Schema(name = "Config")
public record ConfigView(
        String objectId,

        @Schema(description = "The newest version") @Nullable
        ConfigVersionView wanted,

        @Schema(description = "The newest version that the hardware took") @Nullable
        ConfigVersionView applied,

        @Schema(description = "What the hardware says of itself") @Nullable
        Map<String, Object> observed,

        @Nullable Instant observedAt) {

    static ConfigView of(Config c) {
        return new ConfigView(
                c.getObjectId(),
                c.hasWanted() ? ConfigVersionView.of(c.getWanted()) : null,
                c.hasApplied() ? ConfigVersionView.of(c.getApplied()) : null,
                Wire.map(c.hasObserved(), c.getObserved()),
                Wire.instant(c.hasObservedAt(), c.getObservedAt()));
    }

    public static Answer<ConfigView> answer(Config config) {
        return Answer.of(of(config), config.getRowVersion());
    }
}
