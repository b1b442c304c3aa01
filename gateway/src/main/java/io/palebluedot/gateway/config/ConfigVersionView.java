package io.palebluedot.gateway.config;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.inventory.v1.ConfigVersion;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One version of a configuration. */
@Schema(name = "ConfigVersion")
public record ConfigVersionView(
        String objectId,

        @Schema(description = "From 1, gap-free per object", minimum = "1")
        int version,

        Map<String, Object> content,

        @Schema(description = "Attribute → {from, to}") @Nullable
        Map<String, Object> diff,

        @Nullable String author,
        @Nullable String reason,
        @Nullable Instant createdAt,

        @Schema(description = "pending, applying, applied, failed, superseded") @Nullable
        String applyState,

        @Nullable String applyError,
        @Nullable String operationId,
        @Nullable Instant appliedAt) {

    public static ConfigVersionView of(ConfigVersion v) {
        return new ConfigVersionView(
                v.getObjectId(),
                v.getVersion(),
                Wire.map(v.getContent()),
                Wire.map(v.hasDiff(), v.getDiff()),
                Wire.text(v.getAuthor()),
                Wire.text(v.getReason()),
                Wire.instant(v.hasCreatedAt(), v.getCreatedAt()),
                Wire.text(v.getApplyState()),
                Wire.text(v.getApplyError()),
                Wire.text(v.getOperationId()),
                Wire.instant(v.hasAppliedAt(), v.getAppliedAt()));
    }
}
