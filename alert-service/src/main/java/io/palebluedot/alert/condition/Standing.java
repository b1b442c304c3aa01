package io.palebluedot.alert.condition;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where one rule stands with one object; no standing means that all is well.
 *
 * @param since when the condition was first seen, or began to fire
 * @param clearSince since when a firing condition has been good again
 */
public record Standing(
        Phase phase,
        Instant since,
        Instant lastSample,
        @Nullable Instant clearSince) {

    /** Seen but not yet for long enough, or firing. */
    public enum Phase {
        PENDING,
        FIRING
    }
}
