package io.palebluedot.alert.lifecycle;

import java.util.Locale;
import java.util.Optional;

/** Exact states of an alert, in Alertmanager's words. */
public enum AlertState {
    PENDING,
    FIRING,
    ACKNOWLEDGED,
    SUPPRESSED,
    RESOLVED;

    /** The word in the database, on the wire and in history. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static AlertState ofWire(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The state of that word; empty for another word. */
    public static Optional<AlertState> find(String word) {
        for (var state : values()) {
            if (state.wire().equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
