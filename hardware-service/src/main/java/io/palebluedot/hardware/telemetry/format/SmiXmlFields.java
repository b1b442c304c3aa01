package io.palebluedot.hardware.telemetry.format;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the schema versions of nvidia-smi's XML keep each value: v11, v12 and v13 renamed and moved several. */
final class SmiXmlFields {

    private static final List<String> REASONS = List.of(
            "gpu_idle",
            "applications_clocks_setting",
            "sw_power_cap",
            "hw_slowdown",
            "sync_boost",
            "sw_thermal_slowdown",
            "hw_thermal_slowdown",
            "hw_power_brake_slowdown",
            "display_clocks_setting");

    private final Map<String, String> fields;

    private SmiXmlFields(Map<String, String> fields) {
        this.fields = fields;
    }

    static void fill(GpuRecord record, Map<String, String> fields) {
        var f = new SmiXmlFields(fields);
        record.memory(
                SmiValue.mebibytes(fields.get("fb_memory_usage/total")),
                SmiValue.mebibytes(fields.get("fb_memory_usage/used")),
                SmiValue.mebibytes(fields.get("fb_memory_usage/reserved")));
        record.put("gpu_utilization_percent", f.number("utilization/gpu_util"));
        record.put("gpu_memory_bandwidth_percent", f.number("utilization/memory_util"));
        record.put("gpu_temperature_celsius", f.number("temperature/gpu_temp"));
        record.put("gpu_memory_temperature_celsius", f.number("temperature/memory_temp"));
        record.put(
                "gpu_power_watts",
                f.number(
                        "gpu_power_readings/power_draw",
                        "gpu_power_readings/instant_power_draw",
                        "gpu_power_readings/average_power_draw",
                        "power_readings/power_draw"));
        record.put(
                "gpu_power_limit_watts",
                f.number("gpu_power_readings/current_power_limit", "power_readings/power_limit"));
        record.put("gpu_sm_clock_mhz", f.number("clocks/sm_clock"));
        record.put("gpu_memory_clock_mhz", f.number("clocks/mem_clock"));
        record.put("gpu_fan_percent", f.number("fan_speed"));
        record.put("gpu_throttle_reasons", f.reasons());
        f.errors(record);
    }

    /** The first of the paths that has a number. */
    private @Nullable Double number(String... paths) {
        for (String path : paths) {
            Double value = SmiValue.number(fields.get(path));
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private void errors(GpuRecord record) {
        String all = "ecc_errors/aggregate/";
        record.add("gpu_ecc_sbe_total", number(all + "single_bit/total"));
        record.add("gpu_ecc_dbe_total", number(all + "double_bit/total"));
        record.add("gpu_ecc_sbe_total", number(all + "sram_correctable"));
        record.add("gpu_ecc_sbe_total", number(all + "dram_correctable"));
        record.add("gpu_ecc_dbe_total", number(all + "sram_uncorrectable"));
        record.add("gpu_ecc_dbe_total", number(all + "sram_uncorrectable_parity"));
        record.add("gpu_ecc_dbe_total", number(all + "sram_uncorrectable_secded"));
        record.add("gpu_ecc_dbe_total", number(all + "dram_uncorrectable"));
        record.put("gpu_remapped_rows_correctable_total", number("remapped_rows/remapped_row_corr"));
        record.put("gpu_remapped_rows_uncorrectable_total", number("remapped_rows/remapped_row_unc"));
        record.put("gpu_row_remap_failure", SmiValue.yesNo(fields.get("remapped_rows/remapped_row_failure")));
    }

    /** The bits of NVML's clocks event reasons. */
    private @Nullable Double reasons() {
        boolean told = false;
        long bits = 0;
        for (int i = 0; i < REASONS.size(); i++) {
            String reason = REASONS.get(i);
            String word = fields.getOrDefault(
                    "clocks_event_reasons/clocks_event_reason_" + reason,
                    fields.get("clocks_throttle_reasons/clocks_throttle_reason_" + reason));
            Double active = SmiValue.yesNo(word);
            told |= active != null;
            bits |= active != null && active > 0 ? 1L << i : 0;
        }
        return told ? Double.valueOf((double) bits) : null;
    }
}
