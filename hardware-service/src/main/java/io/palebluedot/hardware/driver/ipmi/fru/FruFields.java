package io.palebluedot.hardware.driver.ipmi.fru;

import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import io.palebluedot.hardware.driver.ipmi.wire.TypedText;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The texts of an area, one after the other. */
final class FruFields {

    private static final int END = 0xC1;

    /** What factories leave in a field that nobody filled. */
    private static final Set<String> PLACEHOLDERS = Set.of(
            "to be filled by o.e.m.",
            "to be filled by oem",
            "default string",
            "not specified",
            "not available",
            "unspecified",
            "undefined",
            "unknown",
            "none",
            "null",
            "n/a",
            "na",
            "empty",
            "system serial number",
            "chassis serial number",
            "base board serial number",
            "0123456789",
            "123456789",
            "xxxxxxxxxx");

    private final Octets area;
    private int at;
    private boolean ended;

    FruFields(Octets area, int at) {
        this.area = area;
        this.at = at;
    }

    /** Null when it is empty, a placeholder, or behind the end. */
    @Nullable
    String next() {
        if (ended || area.u8(at) == END) {
            ended = true;
            return null;
        }
        int typeLength = area.u8(at);
        var text = TypedText.ofFru(typeLength, area.from(at + 1));
        at += 1 + (typeLength & 0x3F);
        return text == null || placeholder(text) ? null : text;
    }

    private static boolean placeholder(String text) {
        return PLACEHOLDERS.contains(text.toLowerCase(Locale.ROOT)) || text.matches("0+|\\.+|-+|\\*+|[fF]{8,}");
    }
}
