package io.palebluedot.simulator.ipmi;

import com.fasterxml.jackson.databind.JsonNode;
import io.palebluedot.simulator.ipmi.Sensor.Threshold;
import io.palebluedot.simulator.machine.Gpu;
import io.palebluedot.simulator.machine.GpuPresence;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.machine.PowerState;
import io.palebluedot.simulator.tree.GpuSlot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sensors of one server: those of its Redfish Thermal and Power resources and its GPUs, with the values these show
 * at the same moment. The list is read once, when it is first asked for.
 */
final class SensorList {

    private static final int CELSIUS = 1;
    private static final int VOLTS = 4;
    private static final int WATTS = 6;
    private static final int RPM = 18;
    private static final int HIGHEST_NUMBER = 254;
    private static final double GPU_CRITICAL = 92;
    private static final double GPU_WARM = 87;
    private static final Scale DEGREES = new Scale(1, 0, true);
    private static final Map<String, Threshold> LIMITS = Map.of(
            "LowerThresholdNonCritical", Threshold.LOWER_NON_CRITICAL,
            "LowerThresholdCritical", Threshold.LOWER_CRITICAL,
            "LowerThresholdFatal", Threshold.LOWER_NON_RECOVERABLE,
            "UpperThresholdNonCritical", Threshold.UPPER_NON_CRITICAL,
            "UpperThresholdCritical", Threshold.UPPER_CRITICAL,
            "UpperThresholdFatal", Threshold.UPPER_NON_RECOVERABLE);

    private final Machine machine;
    private final HardwareFacts facts;
    private final Map<Integer, Integer> instances = new HashMap<>();
    private @Nullable List<Sensor> sensors;

    SensorList(Machine machine, HardwareFacts facts) {
        this.machine = machine;
        this.facts = facts;
    }

    /** All sensors by number, from 1. */
    List<Sensor> all() {
        List<Sensor> known = sensors;
        if (known == null) {
            known = List.copyOf(build());
            sensors = known;
        }
        return known;
    }

    Optional<Sensor> find(int number) {
        return number < 1 || number > all().size() ? Optional.empty() : Optional.of(all().get(number - 1));
    }

    /** The nth sensor of a type, from 0. */
    Optional<Sensor> nth(int type, int position) {
        return all().stream().filter(each -> each.type() == type).skip(position).findFirst();
    }

    /** The sensor of the air that comes in. */
    Optional<Sensor> inlet() {
        return all().stream().filter(each -> each.name().contains("Inlet")).findFirst();
    }

    private List<Sensor> build() {
        List<Sensor> built = new ArrayList<>();
        entries(built, "Thermal", "Temperatures", "ReadingCelsius", Sensor.TEMPERATURE, CELSIUS);
        entries(built, "Thermal", "Fans", "Reading", Sensor.FAN, RPM);
        entries(built, "Power", "Voltages", "ReadingVolts", Sensor.VOLTAGE, VOLTS);
        entries(built, "Power", "PowerControl", "PowerConsumedWatts", Sensor.OTHER_UNITS, WATTS);
        supplies(built);
        gpus(built);
        return built.size() > HIGHEST_NUMBER ? built.subList(0, HIGHEST_NUMBER) : built;
    }

    private void entries(List<Sensor> built, String schema, String array, String property, int type, int unit) {
        List<JsonNode> shown = facts.entries(schema, array);
        for (int i = 0; i < shown.size(); i++) {
            JsonNode entry = shown.get(i);
            if (!entry.path(property).isNumber()
                    || entry.path("ReadingUnits").asText("RPM").equals("Percent")) {
                continue;
            }
            int at = i;
            String name = entry.path("Name").asText(array + i);
            add(
                    built,
                    name,
                    type,
                    entity(type, name),
                    unit,
                    scale(unit, entry, property),
                    limits(entry),
                    () -> number(facts.entries(schema, array), at, property));
        }
    }

    private void supplies(List<Sensor> built) {
        int count = facts.entries("Power", "PowerSupplies").size();
        for (int i = 0; i < count; i++) {
            int at = i;
            add(built, "PS" + (i + 1) + " Status", Sensor.POWER_SUPPLY, 0x0A, 0, null, Map.of(), () -> {
                String health = facts.entries("Power", "PowerSupplies")
                        .get(at)
                        .path("Status")
                        .path("Health")
                        .asText("OK");
                return health.equals("OK") ? 1.0 : 3.0;
            });
        }
    }

    private void gpus(List<Sensor> built) {
        Map<Threshold, Double> limits =
                Map.of(Threshold.UPPER_NON_CRITICAL, GPU_WARM, Threshold.UPPER_CRITICAL, GPU_CRITICAL);
        for (GpuSlot slot : machine.layout().gpus()) {
            Gpu gpu = machine.gpus().get(slot.index());
            String name = name(slot.id());
            add(
                    built,
                    name + " Temp",
                    Sensor.TEMPERATURE,
                    0x0B,
                    CELSIUS,
                    DEGREES,
                    limits,
                    () -> present(gpu) ? (double) gpu.read(now()).celsius() : null);
            Scale scale = Scale.upTo(gpu.model().maxLimitWatts() * 1.2);
            add(
                    built,
                    name + " Pwr",
                    Sensor.OTHER_UNITS,
                    0x0B,
                    WATTS,
                    scale,
                    Map.of(),
                    () -> present(gpu) ? (Double) gpu.read(now()).watts() : null);
        }
    }

    private static String name(String slot) {
        return slot.length() <= 11 ? slot : slot.substring(slot.length() - 11);
    }

    private long now() {
        return machine.timeline().now().toEpochMilli();
    }

    private boolean present(Gpu gpu) {
        return machine.power() != PowerState.OFF && gpu.presence() == GpuPresence.PRESENT;
    }

    private void add(
            List<Sensor> built,
            String name,
            int type,
            int entity,
            int unit,
            @Nullable Scale scale,
            Map<Threshold, Double> limits,
            java.util.function.Supplier<@Nullable Double> reading) {
        int instance = instances.merge(entity, 1, Integer::sum);
        built.add(new Sensor(built.size() + 1, name, type, entity, instance, unit, scale, limits, reading));
    }

    private static @Nullable Double number(List<JsonNode> shown, int at, String property) {
        JsonNode value = at < shown.size() ? shown.get(at).path(property) : null;
        return value != null && value.isNumber() ? (Double) value.doubleValue() : null;
    }

    private static Map<Threshold, Double> limits(JsonNode entry) {
        Map<Threshold, Double> found = new EnumMap<>(Threshold.class);
        LIMITS.forEach((property, threshold) -> {
            if (entry.path(property).isNumber()) {
                found.put(threshold, entry.path(property).doubleValue());
            }
        });
        return found;
    }

    private static Scale scale(int unit, JsonNode entry, String property) {
        return switch (unit) {
            case CELSIUS -> DEGREES;
            case RPM -> Scale.upTo(25_000);
            case WATTS ->
                Scale.upTo(Math.max(2_000, entry.path("PowerCapacityWatts").doubleValue()));
            default -> Scale.upTo(entry.path(property).doubleValue() * 1.25);
        };
    }

    private static int entity(int type, String name) {
        if (name.contains("Inlet")) {
            return 0x37;
        }
        if (name.startsWith("CPU")) {
            return 0x03;
        }
        return type == Sensor.FAN ? 0x1D : 0x07;
    }
}
