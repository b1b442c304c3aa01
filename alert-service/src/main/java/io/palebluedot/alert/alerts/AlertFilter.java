package io.palebluedot.alert.alerts;

import io.palebluedot.alert.lifecycle.AlertState;
import io.palebluedot.alert.lifecycle.Severity;
import org.jspecify.annotations.Nullable;

/** Which alerts are wanted; null or empty means all. */
public record AlertFilter(
        @Nullable AlertState state, @Nullable Severity severity, String serverId, String gpuId, String name) {}
