package io.palebluedot.inventory.config;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an object's configuration stands.
 *
 * @param kind server or gpu
 * @param observed what was read back last; null when nothing was
 */
public record Head(
        UUID objectId,
        String kind,
        int lastVersion,
        @Nullable Integer appliedVersion,
        @Nullable JsonObject observed,
        @Nullable Instant observedAt) {}
