package io.palebluedot.simulator.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.fault.Fault;
import io.palebluedot.simulator.fault.FaultKind;
import io.palebluedot.simulator.machine.GpuReading;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.machine.PowerState;
import io.palebluedot.simulator.tree.GpuSlot;
import io.palebluedot.simulator.tree.ResourceTree;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sensors: those of GPUs follow the GPU, faults show on fans, supplies and inlet, all others keep the tree's value. */
final class SensorOverlay {

    private static final Pattern FAN = Pattern.compile("(?i)fan[_ ]?(\\d+)");

    private SensorOverlay() {}

    static void sensor(ObjectNode resource, String path, Machine machine) {
        String id = ResourceTree.lastSegment(path);
        for (GpuSlot slot : machine.layout().gpus()) {
            if (slot.named(id)) {
                gpu(resource, id, GpuOverlay.live(machine, machine.gpus().get(slot.index())));
                return;
            }
        }
        Matcher fan = FAN.matcher(id);
        if (fan.find() && failed(machine, FaultKind.FAN, "fan", Integer.parseInt(fan.group(1)) - 1)) {
            stopped(resource, "Reading");
        } else if (inlet(id)) {
            inletCelsius(machine).ifPresent(celsius -> resource.put("Reading", celsius));
        } else if (id.toLowerCase(Locale.ROOT).contains("totalpower") && resource.has("Reading")) {
            resource.put("Reading", machine.watts());
        }
    }

    static void thermal(ObjectNode resource, String path, Machine machine) {
        for (JsonNode each : resource.path("Temperatures")) {
            String name = each.path("Name").asText();
            if (each instanceof ObjectNode temperature && temperature.has("ReadingCelsius")) {
                if (inlet(name) && !name.contains("GPU")) {
                    inletCelsius(machine).ifPresent(celsius -> temperature.put("ReadingCelsius", celsius));
                } else if (name.equals("GPU Temp") || name.equals("HBM Temp")) {
                    hottest(temperature, machine, name.startsWith("HBM"));
                } else {
                    slotTemperature(temperature, name, machine);
                }
            }
        }
        int fan = 0;
        for (JsonNode each : resource.path("Fans")) {
            if (each instanceof ObjectNode object && failed(machine, FaultKind.FAN, "fan", fan)) {
                stopped(object, "Reading");
            }
            fan++;
        }
    }

    static void power(ObjectNode resource, String path, Machine machine) {
        if (resource.path("PowerControl").path(0) instanceof ObjectNode control) {
            control.put("PowerConsumedWatts", machine.watts());
        }
        int supply = 0;
        for (JsonNode each : resource.path("PowerSupplies")) {
            if (each instanceof ObjectNode object && failed(machine, FaultKind.PSU, "psu", supply)) {
                stopped(object, "PowerInputWatts");
                object.put("PowerOutputWatts", 0).put("LineInputVoltage", 0);
            }
            supply++;
        }
    }

    private static void gpu(ObjectNode resource, String id, @Nullable GpuReading now) {
        if (!resource.has("Reading")) {
            return;
        }
        if (now == null) {
            resource.putNull("Reading");
            resource.withObject("/Status").put("State", "UnavailableOffline");
            return;
        }
        switch (resource.path("ReadingType").asText()) {
            case "Temperature" -> resource.put("Reading", id.contains("DRAM") ? now.memoryCelsius() : now.celsius());
            case "Power" -> resource.put("Reading", now.watts());
            default -> {
                // Voltage and the like stay as the tree has them.
            }
        }
    }

    private static void slotTemperature(ObjectNode temperature, String name, Machine machine) {
        machine.layout().gpus().stream()
                .filter(slot -> slot.named(name.replace(" ", "")) && name.startsWith("GPU"))
                .findFirst()
                .ifPresent(slot -> {
                    GpuReading now = GpuOverlay.live(machine, machine.gpus().get(slot.index()));
                    if (now == null) {
                        temperature.putNull("ReadingCelsius");
                    } else {
                        temperature.put("ReadingCelsius", now.celsius());
                    }
                });
    }

    private static void hottest(ObjectNode temperature, Machine machine, boolean memory) {
        OptionalInt celsius = machine.gpus().stream()
                .flatMap(gpu -> Optional.ofNullable(GpuOverlay.live(machine, gpu)).stream())
                .mapToInt(now -> memory ? now.memoryCelsius() : now.celsius())
                .max();
        if (celsius.isPresent()) {
            temperature.put("ReadingCelsius", celsius.getAsInt());
        } else {
            temperature.putNull("ReadingCelsius");
        }
    }

    private static boolean inlet(String name) {
        return name.toLowerCase(Locale.ROOT).contains("inlet");
    }

    private static OptionalInt inletCelsius(Machine machine) {
        return machine.faults()
                .find(FaultKind.INLET)
                .map(fault -> OptionalInt.of(fault.number("celsius", 45)))
                .orElse(OptionalInt.empty());
    }

    private static boolean failed(Machine machine, FaultKind kind, String parameter, int index) {
        return machine.power() != PowerState.OFF
                && machine.faults().all().stream()
                        .filter(fault -> fault.kind() == kind)
                        .mapToInt(fault -> number(fault, parameter))
                        .anyMatch(each -> each == index);
    }

    private static int number(Fault fault, String parameter) {
        return fault.number(parameter, 0);
    }

    private static void stopped(ObjectNode resource, String reading) {
        resource.put(reading, 0);
        resource.withObject("/Status").put("State", "Enabled").put("Health", "Critical");
    }
}
