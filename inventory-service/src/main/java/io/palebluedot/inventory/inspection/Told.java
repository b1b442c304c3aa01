package io.palebluedot.inventory.inspection;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Words of a BMC, without those that mean nothing. */
final class Told {

    private static final Set<String> PLACEHOLDERS = Set.of(
            "",
            "0",
            "NA",
            "N/A",
            "NONE",
            "NULL",
            "UNKNOWN",
            "DEFAULT STRING",
            "NOT SPECIFIED",
            "NOT AVAILABLE",
            "TO BE FILLED BY O.E.M.",
            "SYSTEM SERIAL NUMBER",
            "0123456789",
            "00000000-0000-0000-0000-000000000000");

    private Told() {}

    /** The text, trimmed; null when it says nothing. */
    static @Nullable String text(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String trimmed = text.strip();
        return PLACEHOLDERS.contains(trimmed.toUpperCase(Locale.ROOT)) ? null : trimmed;
    }

    /** A Redfish health, or null. */
    static @Nullable String health(@Nullable String health) {
        return health != null && Set.of("OK", "Warning", "Critical").contains(health) ? health : null;
    }

    static <T> @Nullable T or(@Nullable T told, @Nullable T former) {
        return told == null ? former : told;
    }
}
