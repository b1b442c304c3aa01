package io.palebluedot.alert.lifecycle;

import java.util.Locale;
import java.util.Optional;

/** How bad; in growing order. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    /** The word in the database, on the wire and in labels. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Severity ofWire(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The severity of that word, in any case; empty for another word. */
    public static Optional<Severity> find(String word) {
        for (var severity : values()) {
            if (severity.wire().equalsIgnoreCase(word)) {
                return Optional.of(severity);
            }
        }
        return Optional.empty();
    }

    public boolean atLeast(Severity other) {
        return compareTo(other) >= 0;
    }
}
