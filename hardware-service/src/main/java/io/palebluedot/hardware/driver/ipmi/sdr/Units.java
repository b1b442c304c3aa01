package io.palebluedot.hardware.driver.ipmi.sdr;

import org.jspecify.annotations.Nullable;

/** Units of sensors, IPMI 2.0 table 43-15, in the words that the Redfish driver uses too. */
final class Units {

    private static final @Nullable String[] BASE = {
        null,
        "Cel",
        "[degF]",
        "K",
        "V",
        "A",
        "W",
        "J",
        "C",
        "VA",
        "nit",
        "lm",
        "lx",
        "cd",
        "kPa",
        "[psi]",
        "N",
        "[cft_i]/min",
        "RPM",
        "Hz",
        "us",
        "ms",
        "s",
        "min",
        "h",
        "d",
        "wk",
        "[mil_i]",
        "[in_i]",
        "[ft_i]",
        "[cin_i]",
        "[cft_i]",
        "mm",
        "cm",
        "m",
        "cm3",
        "m3",
        "L",
        "[foz_us]",
        "rad",
        "sr",
        "r",
        "cycles",
        "G",
        "[ozf_i]",
        "[lbf_av]",
        "[ft_i].[lbf_av]",
        "[oz_i].[in_i]",
        "Gs",
        "Gb",
        "H",
        "mH",
        "F",
        "uF",
        "Ohm",
        "S",
        "mol",
        "Bq",
        "ppm",
        null,
        "dB",
        "dBA",
        "dBC",
        "Gy",
        "Sv",
        "K{colour}",
        "bit",
        "kbit",
        "Mbit",
        "Gbit",
        "By",
        "KiBy",
        "MiBy",
        "GiBy",
        "word",
        "dword",
        "qword",
        "line",
        "hit",
        "miss",
        "retry",
        "reset",
        "overrun",
        "underrun",
        "collision",
        "packet",
        "message",
        "character",
        "error",
        "correctable error",
        "uncorrectable error",
        "fatal error",
        "g"
    };
    private static final String[] RATE = {"", "/us", "/ms", "/s", "/min", "/h", "/d", ""};
    private static final int PERCENT = 0x01;

    private Units() {}

    /**
     * The unit, or null when the record names none.
     *
     * @param flags percentage, relation to the modifier, rate
     */
    static @Nullable String of(int flags, int base, int modifier) {
        String name = (flags & PERCENT) != 0 ? "%" : name(base);
        if (name == null) {
            return null;
        }
        String second = name(modifier);
        String joined = switch ((flags >> 1) & 3) {
            case 1 -> second == null ? name : name + "/" + second;
            case 2 -> second == null ? name : name + "." + second;
            default -> name;
        };
        return joined + RATE[(flags >> 3) & 7];
    }

    private static @Nullable String name(int code) {
        return code < BASE.length ? BASE[code] : null;
    }
}
