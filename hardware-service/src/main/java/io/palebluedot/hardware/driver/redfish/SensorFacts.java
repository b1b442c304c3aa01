package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.hardware.driver.SensorReader.SensorValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All sensors of a server, from Thermal, Power and Sensor resources, and the few values that every server should have. */
final class SensorFacts {

    private final List<SensorValue> sensors = new ArrayList<>();
    private final Map<String, Double> values = new LinkedHashMap<>();

    List<SensorValue> sensors() {
        return sensors;
    }

    Map<String, Double> values() {
        return values;
    }

    void thermal(Resource thermal) {
        for (var t : thermal.parts("Temperatures")) {
            temperature(t.text("Name"), t.number("ReadingCelsius"), t);
        }
        for (var fan : thermal.parts("Fans")) {
            String unit = Objects.requireNonNullElse(fan.text("ReadingUnits"), "RPM");
            Double reading = fan.number("Reading");
            add(GpuFacts.first(fan.text("Name"), fan.text("FanName")), reading, unit, fan);
            fan(reading, unit);
        }
    }

    void power(Resource power) {
        for (var control : power.parts("PowerControl")) {
            Double watts = control.number("PowerConsumedWatts");
            add(control.text("Name"), watts, "W", control);
            if (watts != null) {
                values.putIfAbsent("power_watts", watts);
            }
        }
        for (var supply : power.parts("PowerSupplies")) {
            add(
                    supply.text("Name"),
                    GpuFacts.first(supply.number("PowerInputWatts"), supply.number("LastPowerOutputWatts")),
                    "W",
                    supply);
        }
        for (var voltage : power.parts("Voltages")) {
            add(voltage.text("Name"), voltage.number("ReadingVolts"), "V", voltage);
        }
    }

    /** A Sensor of the newer model; core counters of CPUs are left to the host. */
    void sensor(Resource sensor) {
        String name = GpuFacts.first(sensor.text("Name"), sensor.id());
        String type = sensor.text("ReadingType");
        Double reading = sensor.number("Reading");
        String unit = sensor.text("ReadingUnits");
        if (sensor.id().contains("CoreUtil")) {
            return;
        }
        if ("Temperature".equals(type)) {
            temperature(name, reading, sensor);
            return;
        }
        add(name, reading, unit, sensor);
        if ("Rotational".equals(type)) {
            fan(reading, "RPM");
        }
        if ("Power".equals(type)
                && reading != null
                && sensor.id().toLowerCase(Locale.ROOT).contains("total")) {
            values.putIfAbsent("power_watts", reading);
        }
    }

    private void temperature(@Nullable String name, @Nullable Double celsius, Resource source) {
        add(name, celsius, "Cel", source);
        String words = Objects.requireNonNullElse(name, "").toLowerCase(Locale.ROOT);
        boolean inlet = "Intake".equals(source.text("PhysicalContext"))
                || ((words.contains("inlet") || words.contains("ambient")) && !words.contains("gpu"));
        if (inlet && celsius != null) {
            values.putIfAbsent("inlet_temperature_celsius", celsius);
        }
    }

    private void fan(@Nullable Double reading, String unit) {
        if (reading != null && unit.equals("RPM")) {
            values.merge("fan_rpm_min", reading, Math::min);
        }
    }

    private void add(@Nullable String name, @Nullable Double value, @Nullable String unit, Resource source) {
        if (name != null && value != null && !"Absent".equals(source.text("Status", "State"))) {
            sensors.add(new SensorValue(name, value, unit, source.text("Status", "Health")));
        }
    }
}
