package io.palebluedot.inventory.telemetry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Newest values of an object, of all sources that are about as fresh, and the last known sensors, each with its own time.
 *
 * @param at when the newest of them was taken; null when there is nothing
 */
public record Latest(@Nullable Instant at, Map<String, Double> values, List<SensorValue> sensors) {

    public static final Latest NOTHING = new Latest(null, Map.of(), List.of());

    /**
     * One reading; {@code health} is empty when the hardware does not tell.
     *
     * @param at when it was taken; null until it is known
     */
    public record SensorValue(
            String name,
            double value,
            String unit,
            String health,
            @Nullable Instant at) {

        public SensorValue(String name, double value, String unit, String health) {
            this(name, value, unit, health, null);
        }

        SensorValue takenAt(Instant time) {
            return new SensorValue(name, value, unit, health, time);
        }
    }
}
