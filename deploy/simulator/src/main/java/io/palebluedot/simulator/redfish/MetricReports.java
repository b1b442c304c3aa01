package io.palebluedot.simulator.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.tree.GpuSlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Metric reports of an HGX baseboard: copies of values of other resources, as text. A recording's report shows the values that it names, as
 * they are now; a model's empty report is filled for all GPUs.
 */
final class MetricReports {

    private static final Map<String, List<String>> SENSORS =
            Map.of("HGX_PlatformEnvironmentMetrics_0", List.of("_TEMP_0", "_Power_0", "_DRAM_0_Temp_0"));
    private static final Map<String, List<String>> PROPERTIES = Map.of(
            "HGX_ProcessorMetrics_0", List.of("/BandwidthPercent", "/OperatingSpeedMHz"),
            "HGX_MemoryMetrics_0",
                    List.of(
                            "/BandwidthPercent",
                            "/OperatingSpeedMHz",
                            "/LifeTime/CorrectableECCErrorCount",
                            "/LifeTime/UncorrectableECCErrorCount",
                            "/Oem/Nvidia/RowRemapping/CorrectableRowRemappingCount",
                            "/Oem/Nvidia/RowRemapping/UncorrectableRowRemappingCount",
                            "/Oem/Nvidia/RowRemappingFailed"));

    private MetricReports() {}

    static void fill(ObjectNode report, Machine machine, Function<String, @Nullable ObjectNode> resources) {
        ArrayNode values = report.withArray("/MetricValues");
        if (values.isEmpty()) {
            sources(report.path("Id").asText(), machine)
                    .forEach(source -> values.addObject().put("MetricProperty", source));
        }
        String now = machine.timeline().now().toString();
        for (int i = values.size() - 1; i >= 0; i--) {
            if (values.get(i) instanceof ObjectNode value && !refresh(value, machine, resources, now)) {
                values.remove(i);
            }
        }
    }

    private static List<String> sources(String id, Machine machine) {
        List<String> sources = new ArrayList<>();
        for (GpuSlot slot : machine.layout().gpus()) {
            if (slot.chassis() != null) {
                String chassis = slot.chassis();
                String name = chassis.substring(chassis.lastIndexOf('/') + 1);
                SENSORS.getOrDefault(id, List.of())
                        .forEach(sensor -> sources.add(chassis + "/Sensors/" + name + sensor));
            }
            String resource = id.startsWith("HGX_Memory") ? slot.memoryMetrics() : slot.metrics();
            if (resource != null) {
                PROPERTIES.getOrDefault(id, List.of()).forEach(property -> sources.add(resource + "#" + property));
            }
        }
        return sources;
    }

    /** False for a value of a GPU that is gone or tells nothing now. */
    private static boolean refresh(
            ObjectNode value, Machine machine, Function<String, @Nullable ObjectNode> resources, String now) {
        String source = value.path("MetricProperty").asText();
        int hash = source.indexOf('#');
        String path = hash < 0 ? source : source.substring(0, hash);
        ObjectNode resource = resources.apply(path);
        JsonNode current;
        if (resource != null) {
            current = resource.at(hash < 0 ? "/Reading" : source.substring(hash + 1));
        } else {
            current = GpuOverlay.sensor(path, machine);
        }
        if (current == null || current.isMissingNode()) {
            // Recorded and nothing of a GPU: it stays as it was.
            return value.has("MetricValue");
        }
        if (current.isNull()) {
            return false;
        }
        value.put("MetricValue", current.asText()).put("Timestamp", now);
        if (value.at("/Oem/Nvidia") instanceof ObjectNode vendor) {
            vendor.put("MetricValueStale", false);
        }
        return true;
    }
}
