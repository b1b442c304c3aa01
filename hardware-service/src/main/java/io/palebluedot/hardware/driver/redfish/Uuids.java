package io.palebluedot.hardware.driver.redfish;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** UUIDs as BMCs give them. */
final class Uuids {

    private Uuids() {}

    /** Lower case; null for the ones that stand for none. */
    static @Nullable String of(@Nullable String text) {
        if (text == null || text.replaceAll("[0-]", "").isEmpty() || text.matches("(?i)[f-]+")) {
            return null;
        }
        return text.toLowerCase(Locale.ROOT);
    }
}
