package io.palebluedot.inventory.config;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of an object's configuration.
 *
 * @param id idempotency key of its application
 * @param diff attribute path → {@code {from, to}} against the version before
 */
public record Version(
        UUID objectId,
        int version,
        UUID id,
        JsonObject content,
        JsonObject diff,
        String author,
        String reason,
        Instant createdAt,
        ApplyState state,
        @Nullable String error,
        @Nullable String operationId,
        @Nullable Instant appliedAt) {}
