package io.palebluedot.inventory.telemetry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Newest values of an object, of all sources that are about as fresh.
 *
 * @param at when the newest of them was taken; null when there is nothing
 */
public record Latest(@Nullable Instant at, Map<String, Double> values, List<SensorValue> sensors) {

    public static final Latest NOTHING = new Latest(null, Map.of(), List.of());

    /** One reading; {@code health} is empty when the hardware does not tell. */
    public record SensorValue(String name, double value, String unit, String health) {}
}
