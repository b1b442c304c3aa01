package io.palebluedot.alert.condition;

import org.jspecify.annotations.Nullable;

/** What a sample changes; {@code next} is null when nothing stands any more. */
public record Verdict(Change change, @Nullable Standing next) {

    /** What happened to a condition at one sample. */
    public enum Change {
        NONE,
        BECAME_PENDING,
        FIRED,
        /** Good again before it fired. */
        CEASED,
        CLEARED
    }
}
