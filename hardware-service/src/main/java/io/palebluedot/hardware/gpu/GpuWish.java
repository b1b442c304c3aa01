package io.palebluedot.hardware.gpu;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.GpuSettings.GpuReading;
import io.palebluedot.hardware.driver.GpuSettings.GpuRef;
import io.palebluedot.hardware.driver.GpuSettings.Limit;
import io.palebluedot.hardware.operation.NewOperation;
import io.palebluedot.hardware.operation.OperationKind;
import io.palebluedot.hardware.operation.Run;
import io.palebluedot.rpc.Failures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Settings that a GPU shall have. */
public record GpuWish(
        GpuRef gpu, @Nullable Integer powerWatts, @Nullable Integer memoryClockMhz, Map<String, String> driverConfig) {

    private static final int MAX_DRIVER_SETTINGS = 100;

    /** Fails with INVALID_INPUT when it wishes nothing or something impossible. */
    public NewOperation asOperation(UUID serverId, String gpuId, String requestedBy, String key) {
        if (powerWatts == null && memoryClockMhz == null && driverConfig.isEmpty()) {
            throw Failures.invalid("power_limit_watts", "nothing to set");
        }
        positive("power_limit_watts", powerWatts);
        positive("memory_clock_mhz", memoryClockMhz);
        if (driverConfig.size() > MAX_DRIVER_SETTINGS) {
            throw Failures.invalid("driver_config", "has more than " + MAX_DRIVER_SETTINGS + " settings");
        }
        return new NewOperation(
                OperationKind.GPU_CONFIG,
                serverId,
                gpuId.isEmpty() ? null : gpuId,
                parameters(),
                null,
                requestedBy,
                key.isEmpty() ? null : key);
    }

    private static void positive(String field, @Nullable Integer value) {
        if (value != null && value <= 0) {
            throw Failures.invalid(field, "must be greater than 0");
        }
    }

    private Map<String, Object> parameters() {
        var parameters = new LinkedHashMap<String, Object>();
        put(parameters, "gpu_serial", gpu.serial());
        put(parameters, "gpu_slot", gpu.slot());
        put(parameters, "gnmi_device_id", gpu.deviceId());
        parameters.put("gpu_index", gpu.index());
        put(parameters, "power_limit_watts", powerWatts);
        put(parameters, "memory_clock_mhz", memoryClockMhz);
        parameters.put("driver_config", driverConfig);
        return parameters;
    }

    private static void put(Map<String, Object> into, String name, @Nullable Object value) {
        if (value != null) {
            into.put(name, value);
        }
    }

    static GpuWish of(Run run) {
        var driver = new LinkedHashMap<String, String>();
        if (run.operation().parameters().get("driver_config") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> driver.put(String.valueOf(name), String.valueOf(value)));
        }
        Integer index = run.integer("gpu_index");
        return new GpuWish(
                new GpuRef(
                        run.text("gpu_serial"),
                        run.text("gpu_slot"),
                        index == null ? 0 : index,
                        run.text("gnmi_device_id")),
                run.integer("power_limit_watts"),
                run.integer("memory_clock_mhz"),
                driver);
    }

    boolean needsBmc() {
        return powerWatts != null || memoryClockMhz != null;
    }

    /** Against what the GPU can; fails before anything is changed. */
    void check(GpuReading can) {
        var missing = new ArrayList<String>();
        if (powerWatts != null && can.powerWatts() == null) {
            missing.add("power limit");
        }
        if (memoryClockMhz != null && can.memoryClockMhz() == null) {
            missing.add("memory clock");
        }
        if (!missing.isEmpty()) {
            throw new BmcFailure(
                    BmcFailure.Kind.UNSUPPORTED, "the BMC cannot set this GPU's " + String.join(" and ", missing));
        }
        inRange("power limit", "W", powerWatts, can.powerWatts());
        inRange("memory clock", "MHz", memoryClockMhz, can.memoryClockMhz());
    }

    private static void inRange(String what, String unit, @Nullable Integer value, @Nullable Limit limit) {
        if (value == null || limit == null) {
            return;
        }
        Integer min = limit.min();
        Integer max = limit.max();
        if ((min != null && value < min) || (max != null && value > max)) {
            throw new BmcFailure(
                    BmcFailure.Kind.INVALID,
                    what + " " + value + " " + unit + " is outside " + min + " to " + max + " " + unit);
        }
    }
}
