package io.palebluedot.hardware.driver;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** Limits of one GPU that the BMC can set. */
public interface GpuSettings {

    /**
     * How a caller names a GPU: by serial, else by slot, else by place among the server's GPUs, from 0.
     *
     * @param deviceId its name at a gNMI target, which then counts alone
     */
    record GpuRef(
            @Nullable String serial,
            @Nullable String slot,
            int index,
            @Nullable String deviceId) {

        public GpuRef(@Nullable String serial, @Nullable String slot, int index) {
            this(serial, slot, index, null);
        }
    }

    /** A number with its limits, each where the BMC tells it. */
    record Limit(
            @Nullable Integer value,
            @Nullable Integer min,
            @Nullable Integer max) {}

    /** What can be set; {@code powerWatts} is null when the BMC has no such setting for this GPU; so for {@code memoryClockMhz} */
    record GpuReading(@Nullable Limit powerWatts, @Nullable Limit memoryClockMhz) {}

    Uni<GpuReading> readGpu(Bmc bmc, GpuRef gpu);

    Uni<Void> setPowerLimit(Bmc bmc, GpuRef gpu, int watts);

    Uni<Void> setMemoryClock(Bmc bmc, GpuRef gpu, int mhz);
}
