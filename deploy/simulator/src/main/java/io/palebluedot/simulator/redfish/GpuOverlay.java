package io.palebluedot.simulator.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.machine.Gpu;
import io.palebluedot.simulator.machine.GpuPresence;
import io.palebluedot.simulator.machine.GpuReading;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.machine.PowerState;
import io.palebluedot.simulator.tree.GpuSlot;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** GPUs: only properties that the tree has are filled, so a recording shows no more than its machine did. */
final class GpuOverlay {

    private GpuOverlay() {}

    static void processor(ObjectNode resource, String path, Machine machine) {
        Gpu gpu = gpuAt(path, machine);
        if (gpu == null) {
            return;
        }
        status(resource, gpu);
        if (resource.get("OperatingSpeedRangeMHz") instanceof ObjectNode range) {
            range.put("SettingMax", gpu.smClockMhz());
            reading(range, "Reading", live(machine, gpu), GpuReading::smClockMhz);
        }
    }

    static void memory(ObjectNode resource, String path, Machine machine) {
        Gpu gpu = gpuAt(path, machine);
        if (gpu == null) {
            return;
        }
        status(resource, gpu);
        if (resource.get("OperatingSpeedRangeMHz") instanceof ObjectNode range) {
            range.put("SettingMax", gpu.memoryClockMhz());
            resource.put("OperatingSpeedMhz", gpu.memoryClockMhz());
        }
    }

    static void environment(ObjectNode resource, String path, Machine machine) {
        Gpu gpu = gpuAt(path, machine);
        if (gpu == null) {
            return;
        }
        GpuReading now = live(machine, gpu);
        if (resource.get("TemperatureCelsius") instanceof ObjectNode temperature) {
            reading(temperature, "Reading", now, GpuReading::celsius);
        }
        if (resource.get("PowerWatts") instanceof ObjectNode power) {
            reading(power, "Reading", now, GpuReading::watts);
        }
        if (resource.get("EnergyJoules") instanceof ObjectNode energy) {
            energy.put("Reading", gpu.counters().energyJoules());
        }
        if (resource.get("PowerLimitWatts") instanceof ObjectNode limit) {
            limit.put("SetPoint", gpu.powerLimitWatts());
            reading(limit, "Reading", now, GpuReading::watts);
        }
    }

    static void metrics(ObjectNode resource, String path, Machine machine) {
        Gpu gpu = gpuAt(path, machine);
        if (gpu == null) {
            return;
        }
        GpuReading now = live(machine, gpu);
        reading(resource, "BandwidthPercent", now, GpuReading::utilizationPercent);
        reading(resource, "OperatingSpeedMHz", now, GpuReading::smClockMhz);
        if (resource.path("Oem").path("Nvidia") instanceof ObjectNode nvidia) {
            nvidia.put("PowerLimitThrottleDuration", duration(gpu.counters().throttledSeconds()));
            nvidia.put("ThermalLimitThrottleDuration", duration(gpu.counters().hotSeconds()));
        }
    }

    static void memoryMetrics(ObjectNode resource, String path, Machine machine) {
        Gpu gpu = gpuAt(path, machine);
        if (gpu == null) {
            return;
        }
        GpuReading now = live(machine, gpu);
        reading(resource, "BandwidthPercent", now, GpuReading::bandwidthPercent);
        reading(resource, "OperatingSpeedMHz", now, GpuReading::memoryClockMhz);
        if (resource.get("LifeTime") instanceof ObjectNode lifeTime) {
            lifeTime.put("CorrectableECCErrorCount", gpu.errors().singleBit());
            lifeTime.put("UncorrectableECCErrorCount", gpu.errors().doubleBit());
        }
        if (resource.path("Oem").path("Nvidia") instanceof ObjectNode nvidia) {
            nvidia.put("RowRemappingFailed", gpu.errors().remapFailure());
            ObjectNode rows = nvidia.withObject("/RowRemapping");
            rows.put("CorrectableRowRemappingCount", gpu.errors().remappedCorrectable());
            rows.put("UncorrectableRowRemappingCount", gpu.errors().remappedUncorrectable());
        }
    }

    static void pcieDevice(ObjectNode resource, String path, Machine machine) {
        Gpu gpu = gpuAt(path, machine);
        if (gpu != null) {
            status(resource, gpu);
        }
    }

    static void port(ObjectNode resource, String path, Machine machine) {
        machine.layout().gpus().stream()
                .filter(slot -> slot.processor() != null && path.startsWith(slot.processor() + "/Ports/"))
                .findFirst()
                .map(slot -> machine.gpus().get(slot.index()))
                .ifPresent(gpu -> resource.put("RXErrors", gpu.errors().nvlink()));
    }

    /** What a sensor of a GPU reads that only a report shows: missing for any other, null while there is nothing to read. */
    static JsonNode sensor(String path, Machine machine) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        Gpu gpu = machine.layout().gpus().stream()
                .filter(slot -> path.contains("/Sensors/") && slot.named(name))
                .findFirst()
                .map(slot -> machine.gpus().get(slot.index()))
                .orElse(null);
        if (gpu == null) {
            return MissingNode.getInstance();
        }
        GpuReading now = live(machine, gpu);
        boolean memory = name.contains("_DRAM_");
        if (now == null) {
            return NullNode.getInstance();
        }
        if (name.endsWith("_TEMP_0") && !memory) {
            return JsonNodeFactory.instance.numberNode(now.celsius());
        }
        return name.endsWith("_Power_0") && !memory
                ? JsonNodeFactory.instance.numberNode(now.watts())
                : MissingNode.getInstance();
    }

    /** A removed GPU is no member any more. */
    static void collection(ObjectNode resource, String path, Machine machine) {
        if (!(resource.get("Members") instanceof ArrayNode members)) {
            return;
        }
        for (int i = members.size() - 1; i >= 0; i--) {
            if (removed(members.get(i), machine)) {
                members.remove(i);
                resource.put("Members@odata.count", members.size());
            }
        }
    }

    static void status(ObjectNode resource, Gpu gpu) {
        if (gpu.presence() != GpuPresence.PRESENT) {
            resource.withObject("/Status")
                    .put("State", "UnavailableOffline")
                    .put("Health", "Critical")
                    .put("HealthRollup", "Critical");
        }
    }

    private static boolean removed(JsonNode member, Machine machine) {
        Gpu gpu = gpuAt(member.path("@odata.id").asText(), machine);
        return gpu != null && gpu.presence() == GpuPresence.REMOVED;
    }

    private static @Nullable Gpu gpuAt(String path, Machine machine) {
        GpuSlot slot = machine.layout().gpuAt(path);
        return slot == null ? null : machine.gpus().get(slot.index());
    }

    /** The sensors, or null when there is nothing to read: no power, or no GPU. */
    static @Nullable GpuReading live(Machine machine, Gpu gpu) {
        if (machine.power() != PowerState.ON || gpu.presence() != GpuPresence.PRESENT) {
            return null;
        }
        return gpu.read(machine.timeline().now().toEpochMilli());
    }

    private interface Value {
        Number of(GpuReading reading);
    }

    private static void reading(ObjectNode target, String property, @Nullable GpuReading now, Value value) {
        if (!target.has(property)) {
            return;
        }
        if (now == null) {
            target.putNull(property);
        } else if (value.of(now) instanceof Integer whole) {
            target.put(property, whole);
        } else {
            target.put(property, value.of(now).doubleValue());
        }
    }

    private static String duration(double seconds) {
        return String.format(Locale.ROOT, "PT%.3fS", seconds);
    }
}
