package io.palebluedot.inventory.config;

import java.util.Locale;

/** How far a version got on its way to the hardware. */
public enum ApplyState {
    PENDING,
    APPLYING,
    APPLIED,
    FAILED,
    SUPERSEDED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ApplyState ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
