package io.palebluedot.hardware.telemetry.format;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values as nvidia-smi writes them: {@code 34 %}, {@code 10240 MiB}, {@code [N/A]}, {@code 0x0000000000000001}. */
final class SmiValue {

    private static final double MIB = 1 << 20;

    private SmiValue() {}

    /** The number without its unit, or null. */
    static @Nullable Double number(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String word = text.strip().split("\\s+", 2)[0];
        try {
            return word.startsWith("0x")
                    ? Double.valueOf((double) Long.parseUnsignedLong(word.substring(2), 16))
                    : word.isEmpty() || !Character.isDigit(word.charAt(word.length() - 1))
                            ? null
                            : Double.valueOf(word);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Bytes of a value in MiB. */
    static @Nullable Double mebibytes(@Nullable String text) {
        Double mib = number(text);
        return mib == null ? null : Double.valueOf(mib * MIB);
    }

    static @Nullable Double yesNo(@Nullable String text) {
        return switch (text == null ? "" : text.strip().toLowerCase(Locale.ROOT)) {
            case "yes", "active", "1" -> Double.valueOf(1);
            case "no", "not active", "0" -> Double.valueOf(0);
            default -> null;
        };
    }

    /** Text, or null for the words that mean none. */
    static @Nullable String text(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String word = text.strip();
        boolean none = word.isEmpty()
                || word.startsWith("[")
                || word.equals("N/A")
                || word.equals("Unknown Error")
                || word.equals("REDACTED");
        return none ? null : word;
    }
}
