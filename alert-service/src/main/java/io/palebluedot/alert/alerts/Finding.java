package io.palebluedot.alert.alerts;

import io.palebluedot.alert.lifecycle.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that deserves an alert.
 *
 * @param fingerprint two findings with the same one are the same alert while it lasts
 * @param source rule, event, manual or alertmanager
 * @param expiresAfter ends by itself when it was not found again for this long; null when something else ends it
 */
public record Finding(
        String fingerprint,
        String name,
        Severity severity,
        String summary,
        Place place,
        @Nullable UUID ruleId,
        Map<String, String> labels,
        @Nullable Double value,
        @Nullable Double threshold,
        String source,
        Instant at,
        @Nullable Duration expiresAfter) {

    Map<String, String> matchable() {
        return Alert.matchable(labels, name, severity, place.serverId(), place.gpuId());
    }
}
