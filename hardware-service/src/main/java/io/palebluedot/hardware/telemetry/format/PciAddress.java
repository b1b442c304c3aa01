package io.palebluedot.hardware.telemetry.format;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** PCI addresses in one form, {@code 0000:9b:00.0}, whatever the source writes. */
public final class PciAddress {

    private static final Pattern FORM =
            Pattern.compile("(?:([0-9a-f]{4,8}):)?([0-9a-f]{2}):([0-9a-f]{2})(?:\\.([0-7]))?");

    private PciAddress() {}

    /** Null for what is no PCI address. */
    public static @Nullable String of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher m = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!m.matches()) {
            return null;
        }
        String domain = m.group(1) == null ? "0000" : m.group(1);
        String function = m.group(4) == null ? "0" : m.group(4);
        return domain.substring(domain.length() - 4) + ":" + m.group(2) + ":" + m.group(3) + "." + function;
    }
}
