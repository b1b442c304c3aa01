package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.SensorReader.SensorValue;
import io.palebluedot.hardware.driver.ipmi.sdr.RawReading;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.FullSensor;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.Sensor;
import io.palebluedot.hardware.driver.ipmi.sdr.StateHealth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All sensors of a server, the few values that every server should have, and the worst health among them. */
final class SensorSummary {

    private static final int THRESHOLDS = 0x01;
    private static final List<String> RANKS = List.of("OK", "Warning", "Critical");

    private final List<SensorValue> sensors = new ArrayList<>();
    private final Map<String, Double> values = new LinkedHashMap<>();
    private @Nullable String health;

    List<SensorValue> sensors() {
        return sensors;
    }

    Map<String, Double> values() {
        return values;
    }

    @Nullable
    String health() {
        return health;
    }

    void value(FullSensor sensor, RawReading reading, double value) {
        String state = sensor.eventType() == THRESHOLDS ? reading.health() : null;
        sensors.add(new SensorValue(sensor.name(), value, sensor.unit(), state));
        judge(state);
        remember(sensor.name().toLowerCase(Locale.ROOT), sensor.unit(), value);
    }

    void states(Sensor sensor, RawReading reading) {
        var states = reading.states();
        if (states != null) {
            judge(StateHealth.of(sensor.type(), sensor.eventType(), states));
        }
    }

    void judge(@Nullable String word) {
        health = rank(word) > rank(health) ? word : health;
    }

    private static int rank(@Nullable String word) {
        return word == null ? -1 : RANKS.indexOf(word);
    }

    void meter(double watts) {
        values.put("power_watts", watts);
    }

    private void remember(String name, @Nullable String unit, double value) {
        if ("RPM".equals(unit)) {
            values.merge("fan_rpm_min", value, Math::min);
        }
        if ("W".equals(unit)
                && (name.contains("total") || name.contains("sys power") || name.contains("pwr consumption"))) {
            values.putIfAbsent("power_watts", value);
        }
        if ("Cel".equals(unit) && (name.contains("inlet") || name.contains("ambient")) && !name.contains("gpu")) {
            values.putIfAbsent("inlet_temperature_celsius", value);
        }
    }
}
