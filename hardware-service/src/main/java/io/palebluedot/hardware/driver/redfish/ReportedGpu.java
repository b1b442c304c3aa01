package io.palebluedot.hardware.driver.redfish;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What metric reports tell of one GPU, in this project's names: a pure function. */
final class ReportedGpu {

    private ReportedGpu() {}

    static Map<String, Double> of(GpuPlace place, MetricReport report) {
        var nothing = Resource.absent(place.path());
        var values = new LinkedHashMap<>(GpuMetrics.of(nothing, report.at(place.metrics()), memory(place, report)));
        String sensors = sensors(place);
        put(values, "gpu_temperature_celsius", report.sensor(sensors + "_TEMP_0"));
        put(values, "gpu_power_watts", report.sensor(sensors + "_Power_0"));
        put(values, "gpu_memory_temperature_celsius", report.sensor(sensors + "_DRAM_0_Temp_0"));
        for (String module : place.modulePaths()) {
            var failed = report.at(module).part("Oem", "Nvidia").json().path("RowRemappingFailed");
            put(values, "gpu_row_remap_failure", failed.isBoolean() ? failed.asBoolean() ? 1.0 : 0.0 : null);
        }
        return values;
    }

    /** The metrics of the GPU's memory, which older baseboards keep below the GPU and newer ones below its module. */
    private static Resource memory(GpuPlace place, MetricReport report) {
        var own = report.at(place.memoryMetrics());
        return own.present()
                ? own
                : place.modulePaths().stream()
                        .map(module -> report.at(module + "/MemoryMetrics"))
                        .filter(Resource::present)
                        .findFirst()
                        .orElse(own);
    }

    /** Sensors of Processors/GPU_SXM_1 are Chassis/HGX_GPU_SXM_1/Sensors/HGX_GPU_SXM_1_TEMP_0 and so on. */
    private static String sensors(GpuPlace place) {
        String id = "HGX_" + place.path().substring(place.path().lastIndexOf('/') + 1);
        return Paths.ROOT + "/Chassis/" + id + "/Sensors/" + id;
    }

    private static void put(Map<String, Double> values, String name, @Nullable Double value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
