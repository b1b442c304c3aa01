package io.palebluedot.bench;

import org.jspecify.annotations.Nullable;

/**
 * One measured value.
 *
 * @param goal what it should reach at least, null when it is only shown
 */
public record Figure(
        String name, double value, String unit, @Nullable Double goal) {

    static Figure of(String name, double value, String unit) {
        return new Figure(name, value, unit, null);
    }

    static Figure atLeast(String name, double value, String unit, double goal) {
        return new Figure(name, value, unit, goal);
    }

    /** Null when there is no goal. */
    @Nullable
    Boolean met() {
        return goal == null ? null : value >= goal;
    }
}
