package io.palebluedot.gateway.lookup;

import io.palebluedot.gateway.web.Words;
import io.palebluedot.proto.inventory.v1.Health;
import org.jspecify.annotations.Nullable;

/** Health in Redfish's own words. */
public final class HealthWords {

    private HealthWords() {}

    public static @Nullable String of(Health health) {
        return switch (health) {
            case HEALTH_OK -> "OK";
            case HEALTH_WARNING -> "Warning";
            case HEALTH_CRITICAL -> "Critical";
            case HEALTH_UNSPECIFIED, UNRECOGNIZED -> null;
        };
    }

    /** In whatever case it is written; fails with INVALID_INPUT for another word. */
    public static Health parse(@Nullable String word) {
        return Words.parse("health", word, Health.class);
    }
}
