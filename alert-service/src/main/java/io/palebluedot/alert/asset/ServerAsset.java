package io.palebluedot.alert.asset;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A server as events told of it.
 *
 * @param inBandAt when its own system last sent samples
 */
public record ServerAsset(
        String id,
        @Nullable String name,
        @Nullable String state,
        @Nullable String rack,
        @Nullable String projectId,
        @Nullable Instant inBandAt) {}
