package io.palebluedot.alert.condition;

import java.util.Locale;
import java.util.Optional;

/** What kind of object a rule looks at. */
public enum Scope {
    GPU,
    SERVER,
    PLATFORM;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scope of that word; empty for another word. */
    public static Optional<Scope> find(String word) {
        for (var scope : values()) {
            if (scope.wire().equals(word)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
