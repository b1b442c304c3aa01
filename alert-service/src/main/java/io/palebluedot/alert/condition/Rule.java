package io.palebluedot.alert.condition;

import io.palebluedot.alert.lifecycle.Severity;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * What to look at and what to say.
 *
 * @param event true for a rule that an event raises by itself; its condition is not evaluated
 */
public record Rule(
        UUID id,
        String name,
        boolean event,
        String metric,
        Comparison comparison,
        double threshold,
        double clearThreshold,
        Duration hold,
        Duration clearHold,
        Severity severity,
        String summary,
        Scope scope,
        Map<String, String> labels) {

    /** The condition with holds on a clock that runs {@code scale} times as long. */
    public Condition condition(double scale) {
        return new Condition(comparison, threshold, clearThreshold, scaled(hold, scale), scaled(clearHold, scale));
    }

    private static Duration scaled(Duration duration, double scale) {
        return Duration.ofMillis(Math.round(duration.toMillis() * scale));
    }
}
