package io.palebluedot.alert.lifecycle;

import java.util.Locale;
import java.util.Optional;

/** Exact states of an incident. */
public enum IncidentState {
    FIRING,
    ACKNOWLEDGED,
    RESOLVED,
    MERGED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static IncidentState ofWire(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The state of that word; empty for another word. */
    public static Optional<IncidentState> find(String word) {
        for (var state : values()) {
            if (state.wire().equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
