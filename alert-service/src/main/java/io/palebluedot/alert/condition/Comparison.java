package io.palebluedot.alert.condition;

import java.util.Locale;
import java.util.Optional;

/** How a value is compared with a threshold. */
public enum Comparison {
    GT,
    GE,
    LT,
    LE,
    EQ;

    public boolean test(double value, double threshold) {
        return switch (this) {
            case GT -> value > threshold;
            case GE -> value >= threshold;
            case LT -> value < threshold;
            case LE -> value <= threshold;
            case EQ -> value == threshold;
        };
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The comparison of that word; empty for another word. */
    public static Optional<Comparison> find(String word) {
        for (var comparison : values()) {
            if (comparison.wire().equals(word)) {
                return Optional.of(comparison);
            }
        }
        return Optional.empty();
    }
}
