package io.palebluedot.alert.evaluation;

import io.palebluedot.proto.hardware.v1.SensorSample;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Values that follow from others. What a source does not tell stays absent. */
final class Derived {

    private static final Map<String, String> INCREASES = Map.of(
            "gpu_ecc_dbe_total", "gpu_ecc_dbe_increase",
            "gpu_nvlink_errors_total", "gpu_nvlink_errors_increase",
            "gpu_remapped_rows_uncorrectable_total", "gpu_remapped_rows_uncorrectable_increase");

    /** Bits of the throttle reasons: hardware slowdown, hardware thermal slowdown, hardware power brake. */
    private static final long HARDWARE_SLOWDOWN = 0x8L | 0x40L | 0x80L;

    /** A GPU that works draws more of its limit than this; idle ones were seen between a tenth and a fifth. */
    private static final double IDLE_SHARE = 0.3;

    private static final Set<String> BAD = Set.of("Warning", "Critical");

    private Derived() {}

    static Map<String, Double> gpu(String key, Map<String, Double> raw, ServerMemory memory) {
        var values = new HashMap<>(raw);
        INCREASES.forEach((counter, name) -> {
            var value = raw.get(counter);
            if (value != null) {
                var increase = memory.increase(key + "/" + counter, value);
                if (increase != null) {
                    values.put(name, increase);
                }
            }
        });
        var reasons = raw.get("gpu_throttle_reasons");
        if (reasons != null) {
            values.put("gpu_hardware_slowdown", (reasons.longValue() & HARDWARE_SLOWDOWN) == 0 ? 0.0 : 1.0);
        }
        var utilization = raw.get("gpu_utilization_percent");
        var power = raw.get("gpu_power_watts");
        var limit = raw.get("gpu_power_limit_watts");
        if (utilization != null && power != null && limit != null && limit > 0) {
            values.put("gpu_utilization_at_idle_power_percent", power < limit * IDLE_SHARE ? utilization : 0.0);
        }
        return values;
    }

    /** The Xid register outlives its GPU: it alone is no sign of life. */
    static boolean alive(Map<String, Double> values) {
        return values.keySet().stream().anyMatch(name -> !name.equals("gpu_xid"));
    }

    static Map<String, Double> server(Map<String, Double> raw, List<SensorSample> sensors) {
        var values = new HashMap<>(raw);
        count(values, "fan_faults", sensors, "fan");
        count(values, "power_supply_faults", sensors, "psu", "power supply", "powersupply", "ps1", "ps2");
        return values;
    }

    private static void count(Map<String, Double> values, String name, List<SensorSample> sensors, String... words) {
        var meant = sensors.stream()
                .filter(s -> !s.getHealth().isEmpty() && mentions(s.getName(), words))
                .toList();
        if (!meant.isEmpty()) {
            values.put(name, (double)
                    meant.stream().filter(s -> BAD.contains(s.getHealth())).count());
        }
    }

    private static boolean mentions(String name, String... words) {
        var lower = name.toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (lower.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
