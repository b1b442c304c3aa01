package io.palebluedot.hardware.address;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IEEE 802 addresses in whatever notation: {@code AA-BB-…}, {@code aabb.ccdd.eeff}, {@code aabbccddeeff}. */
public final class MacAddress {

    private static final Pattern NOTATION = Pattern.compile(
            "[0-9a-f]{12}|[0-9a-f]{2}([:-][0-9a-f]{2}){5}|[0-9a-f]{4}([.:-][0-9a-f]{4}){2}", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOBODY = Pattern.compile("0{12}|f{12}");

    private MacAddress() {}

    /** In lower case with colons; empty for what is no address of one port. */
    public static Optional<String> normal(@Nullable String text) {
        String stripped = text == null ? "" : text.strip();
        if (!NOTATION.matcher(stripped).matches()) {
            return Optional.empty();
        }
        String digits = stripped.replaceAll("[^0-9A-Fa-f]", "").toLowerCase(Locale.ROOT);
        return NOBODY.matcher(digits).matches() ? Optional.empty() : Optional.of(digits.replaceAll("(..)(?=.)", "$1:"));
    }
}
