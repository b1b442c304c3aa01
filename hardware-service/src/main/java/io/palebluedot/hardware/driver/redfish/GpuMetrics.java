package io.palebluedot.hardware.driver.redfish;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From EnvironmentMetrics, ProcessorMetrics and MemoryMetrics to metric names; what is absent stays absent. */
final class GpuMetrics {

    private final Map<String, Double> values = new LinkedHashMap<>();

    static Map<String, Double> of(Resource environment, Resource processor, Resource memory) {
        var metrics = new GpuMetrics();
        metrics.environment(environment);
        metrics.processor(processor);
        metrics.memory(memory);
        metrics.errors(processor, memory);
        return metrics.values;
    }

    private void environment(Resource r) {
        put("gpu_temperature_celsius", r.number("TemperatureCelsius", "Reading"));
        put("gpu_power_watts", r.number("PowerWatts", "Reading"));
        put("gpu_power_limit_watts", r.number("PowerLimitWatts", "SetPoint"));
        r.parts("FanSpeedsPercent").stream()
                .map(f -> f.number("Reading"))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .ifPresent(v -> put("gpu_fan_percent", v));
    }

    private void processor(Resource r) {
        put("gpu_utilization_percent", r.number("BandwidthPercent"));
        put("gpu_sm_clock_mhz", running(r.number("OperatingSpeedMHz")));
        putIfAbsent("gpu_temperature_celsius", r.number("TemperatureCelsius"));
        putIfAbsent("gpu_power_watts", r.number("ConsumedPowerWatt"));
    }

    private void memory(Resource r) {
        put("gpu_memory_bandwidth_percent", r.number("BandwidthPercent"));
        put("gpu_memory_utilization_percent", r.number("CapacityUtilizationPercent"));
        put("gpu_memory_clock_mhz", running(r.number("OperatingSpeedMHz")));
        for (var vendor : r.part("Oem").json()) {
            var rows = new Resource(r.path(), vendor).part("RowRemapping");
            put("gpu_remapped_rows_correctable_total", rows.number("CorrectableRowRemappingCount"));
            put("gpu_remapped_rows_uncorrectable_total", rows.number("UncorrectableRowRemappingCount"));
            var failed = vendor.path("RowRemappingFailed");
            put("gpu_row_remap_failure", failed.isBoolean() ? failed.asBoolean() ? 1.0 : 0.0 : null);
        }
    }

    /** Errors of the memory and of the caches, as far as each is told. */
    private void errors(Resource processor, Resource memory) {
        put(
                "gpu_ecc_sbe_total",
                sum(
                        memory.number("LifeTime", "CorrectableECCErrorCount"),
                        processor.number("CacheMetricsTotal", "LifeTime", "CorrectableECCErrorCount")));
        put(
                "gpu_ecc_dbe_total",
                sum(
                        memory.number("LifeTime", "UncorrectableECCErrorCount"),
                        processor.number("CacheMetricsTotal", "LifeTime", "UncorrectableECCErrorCount")));
    }

    private static @Nullable Double sum(@Nullable Double a, @Nullable Double b) {
        return a == null ? b : b == null ? a : Double.valueOf(a + b);
    }

    /** A clock that a BMC does not know is 0 there; one that stands still there is none. */
    private static @Nullable Double running(@Nullable Double mhz) {
        return mhz == null || mhz <= 0 ? null : mhz;
    }

    private void put(String name, @Nullable Double value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private void putIfAbsent(String name, @Nullable Double value) {
        if (!values.containsKey(name)) {
            put(name, value);
        }
    }
}
