package io.palebluedot.hardware.driver.ipmi.wire;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Texts behind a type/length octet: in sensor records (IPMI 2.0 43.15) and in FRU areas (FRU 1.3 section 13). */
public final class TypedText {

    private static final String BCD_PLUS = "0123456789 -.???";

    private TypedText() {}

    /** A name of a sensor record, whose type 0 is Unicode; null when it is empty. */
    public static @Nullable String ofSensor(int typeLength, Octets octets) {
        var text = octets.slice(0, Math.min(typeLength & 0x1F, octets.length()));
        return typeLength >> 6 == 0 ? clean(unicode(text)) : coded(typeLength >> 6, text);
    }

    /** A field of a FRU area, whose type 0 is binary and told in hexadecimal; null when it is empty. */
    public static @Nullable String ofFru(int typeLength, Octets octets) {
        var text = octets.slice(0, typeLength & 0x3F);
        return typeLength >> 6 == 0 ? clean(HexFormat.of().formatHex(text.toBytes())) : coded(typeLength >> 6, text);
    }

    private static @Nullable String coded(int type, Octets octets) {
        return clean(
                switch (type) {
                    case 1 -> bcd(octets);
                    case 2 -> packed(octets);
                    default -> latin(octets);
                });
    }

    private static String bcd(Octets octets) {
        var text = new StringBuilder();
        for (int i = 0; i < octets.length(); i++) {
            text.append(BCD_PLUS.charAt(octets.u8(i) >> 4)).append(BCD_PLUS.charAt(octets.u8(i) & 0x0F));
        }
        return text.toString();
    }

    /** Six bits a character, the first one in the low bits of the first octet; 0 is the space. */
    static String packed(Octets octets) {
        var text = new StringBuilder();
        int bits = octets.length() * 8;
        for (int at = 0; at + 6 <= bits; at += 6) {
            int low = octets.u8(at / 8) >> (at % 8);
            int high = at / 8 + 1 < octets.length() ? octets.u8(at / 8 + 1) << (8 - at % 8) : 0;
            text.append((char) (' ' + ((low | high) & 0x3F)));
        }
        return text.toString();
    }

    private static String latin(Octets octets) {
        return new String(octets.toBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Two octets a character where every second one is zero, else UTF-8. */
    private static String unicode(Octets octets) {
        boolean wide = octets.length() >= 2 && octets.length() % 2 == 0;
        for (int i = 1; i < octets.length() && wide; i += 2) {
            wide = octets.u8(i) == 0;
        }
        return new String(octets.toBytes(), wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
    }

    private static @Nullable String clean(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "").strip();
        return clean.isEmpty() ? null : clean;
    }
}
