package io.palebluedot.gateway.web;

import io.palebluedot.rpc.Failures;
import org.jspecify.annotations.Nullable;

/** Whole numbers in parameters. */
public final class Numbers {

    private Numbers() {}

    /**
     * The number that a parameter holds.
     *
     * @param absent what an absent parameter means
     * @throws io.palebluedot.rpc.FailureException INVALID_INPUT when it is none, or out of range
     */
    public static int within(String name, @Nullable String text, int min, int max, int absent) {
        if (text == null || text.isEmpty()) {
            return absent;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, as for a number out of range.
        }
        throw Failures.invalid(name, "must be a whole number from " + min + " to " + max);
    }
}
