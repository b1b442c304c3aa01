package io.palebluedot.hardware.driver;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a BMC measures. */
public interface SensorReader {

    /** Metric name → value; only what the BMC tells. */
    record GpuValues(
            int index,
            @Nullable String serial,
            @Nullable String uuid,
            @Nullable String health,
            Map<String, Double> values) {}

    /** One sensor in the BMC's own words. */
    record SensorValue(
            String name,
            double value,
            @Nullable String unit,
            @Nullable String health) {}

    /** One reading; parts that were not asked for are empty. */
    record Reading(
            List<GpuValues> gpus,
            Map<String, Double> values,
            List<SensorValue> sensors,
            @Nullable String powerState,
            @Nullable String health) {}

    /** Power state, health and the GPUs' own metrics: quick, every few seconds. */
    Uni<Reading> readGpus(Bmc bmc);

    /** All sensors of the chassis: slow, every minute. */
    Uni<Reading> readSensors(Bmc bmc);
}
