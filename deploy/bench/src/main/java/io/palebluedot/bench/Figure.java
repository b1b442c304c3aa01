package io.palebluedot.bench;

import org.jspecify.annotations.Nullable;

/** One measured value; without a goal it is only shown. */
public record Figure(
        String name, double value, String unit, @Nullable Goal goal) {

    /** What the value should reach: at least, or at most, the bound. */
    public record Goal(double bound, boolean least) {}

    static Figure of(String name, double value, String unit) {
        return new Figure(name, value, unit, null);
    }

    static Figure atLeast(String name, double value, String unit, double bound) {
        return new Figure(name, value, unit, new Goal(bound, true));
    }

    static Figure atMost(String name, double value, String unit, double bound) {
        return new Figure(name, value, unit, new Goal(bound, false));
    }

    /** Null when there is no goal. */
    @Nullable
    Boolean met() {
        if (goal == null) {
            return null;
        }
        return goal.least() ? value >= goal.bound() : value <= goal.bound();
    }
}
