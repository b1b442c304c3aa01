package io.palebluedot.alert.condition;

import java.time.Duration;

/**
 * When a value is bad, for how long it must be so, and when it is good again.
 *
 * @param clearThreshold a firing condition stays until the value is no longer beyond this bound (hysteresis)
 * @param hold how long the value must be bad before the condition fires; zero fires at the first sample
 * @param clearHold how long it must be good again before the condition ends
 */
public record Condition(
        Comparison comparison, double threshold, double clearThreshold, Duration hold, Duration clearHold) {

    boolean bad(double value) {
        return comparison.test(value, threshold);
    }

    boolean good(double value) {
        return !bad(value) && !comparison.test(value, clearThreshold);
    }
}
