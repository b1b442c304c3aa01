package io.palebluedot.hardware.telemetry.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From dcgm-exporter's fields to metric names. DCGM writes absent values as huge numbers; those stay absent. */
public final class DcgmMetrics {

    private static final double MIB = 1 << 20;

    private static final Map<String, String> AS_THEY_ARE = Map.ofEntries(
            Map.entry("DCGM_FI_DEV_GPU_UTIL", "gpu_utilization_percent"),
            Map.entry("DCGM_FI_DEV_MEM_COPY_UTIL", "gpu_memory_bandwidth_percent"),
            Map.entry("DCGM_FI_DEV_GPU_TEMP", "gpu_temperature_celsius"),
            Map.entry("DCGM_FI_DEV_MEMORY_TEMP", "gpu_memory_temperature_celsius"),
            Map.entry("DCGM_FI_DEV_POWER_USAGE", "gpu_power_watts"),
            Map.entry("DCGM_FI_DEV_POWER_MGMT_LIMIT", "gpu_power_limit_watts"),
            Map.entry("DCGM_FI_DEV_SM_CLOCK", "gpu_sm_clock_mhz"),
            Map.entry("DCGM_FI_DEV_MEM_CLOCK", "gpu_memory_clock_mhz"),
            Map.entry("DCGM_FI_DEV_CORRECTABLE_REMAPPED_ROWS", "gpu_remapped_rows_correctable_total"),
            Map.entry("DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS", "gpu_remapped_rows_uncorrectable_total"),
            Map.entry("DCGM_FI_DEV_ROW_REMAP_FAILURE", "gpu_row_remap_failure"),
            Map.entry("DCGM_FI_DEV_XID_ERRORS", "gpu_xid"),
            Map.entry("DCGM_FI_DEV_CLOCK_THROTTLE_REASONS", "gpu_throttle_reasons"),
            Map.entry("DCGM_FI_DEV_CLOCKS_EVENT_REASONS", "gpu_throttle_reasons"),
            Map.entry("DCGM_FI_DEV_FAN_SPEED", "gpu_fan_percent"));

    private static final List<String> NVLINK_ERRORS = List.of(
            "DCGM_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_TOTAL",
            "DCGM_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_TOTAL",
            "DCGM_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_TOTAL",
            "DCGM_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_TOTAL");

    private DcgmMetrics() {}

    /** One record per GPU, in the order of their indexes; slices of a GPU (MIG) are left out. */
    public static List<GpuRecord> of(List<PrometheusText.Sample> samples) {
        var fields = new LinkedHashMap<String, Map<String, Double>>();
        var gpus = new LinkedHashMap<String, GpuRecord>();
        for (var sample : samples) {
            if (!sample.name().startsWith("DCGM_") || sample.labels().containsKey("GPU_I_ID")) {
                continue;
            }
            String key = sample.label("gpu") + "/" + sample.label("UUID");
            gpus.computeIfAbsent(key, k -> gpu(sample));
            if (!missing(sample.value())) {
                fields.computeIfAbsent(key, k -> new LinkedHashMap<>()).put(sample.name(), sample.value());
            }
        }
        var records = new ArrayList<GpuRecord>();
        gpus.forEach((key, record) -> {
            fill(record, fields.getOrDefault(key, Map.of()));
            records.add(record);
        });
        records.sort(java.util.Comparator.comparingInt(GpuRecord::index));
        return records;
    }

    private static GpuRecord gpu(PrometheusText.Sample sample) {
        String index = sample.label("gpu");
        String serial = sample.label("serial").isEmpty() ? sample.label("DCGM_FI_DEV_SERIAL") : sample.label("serial");
        return new GpuRecord(index.matches("[0-9]{1,4}") ? Integer.parseInt(index) : 0)
                .uuid(emptyAsNull(sample.label("UUID")))
                .serial(emptyAsNull(serial))
                .pci(emptyAsNull(sample.label("pci_bus_id")));
    }

    private static @Nullable String emptyAsNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** DCGM's blank values of 32-bit, 64-bit and floating fields, and what is no number. */
    static boolean missing(double value) {
        return !Double.isFinite(value)
                || value >= 9.2e18
                || (value >= 2_147_483_632.0 && value <= 2_147_483_647.0)
                || (value >= 140_737_488_355_328.0 && value <= 140_737_488_355_344.0);
    }

    private static void fill(GpuRecord record, Map<String, Double> fields) {
        fields.forEach((field, value) -> {
            String name = AS_THEY_ARE.get(field);
            if (name != null) {
                record.put(name, value);
            }
        });
        errors(record, fields, "gpu_ecc_sbe_total", "DCGM_FI_DEV_ECC_SBE_AGG_TOTAL", "DCGM_FI_DEV_ECC_SBE_VOL_TOTAL");
        errors(record, fields, "gpu_ecc_dbe_total", "DCGM_FI_DEV_ECC_DBE_AGG_TOTAL", "DCGM_FI_DEV_ECC_DBE_VOL_TOTAL");
        NVLINK_ERRORS.forEach(field -> record.add("gpu_nvlink_errors_total", fields.get(field)));
        memory(record, fields);
    }

    private static void errors(
            GpuRecord record, Map<String, Double> fields, String name, String lifetime, String sinceReset) {
        record.put(name, fields.containsKey(lifetime) ? fields.get(lifetime) : fields.get(sinceReset));
    }

    private static void memory(GpuRecord record, Map<String, Double> fields) {
        Double used = fields.get("DCGM_FI_DEV_FB_USED");
        Double free = fields.get("DCGM_FI_DEV_FB_FREE");
        Double reserved = fields.get("DCGM_FI_DEV_FB_RESERVED");
        Double total = fields.get("DCGM_FI_DEV_FB_TOTAL");
        if (total == null && used != null && free != null) {
            total = used + free + (reserved == null ? 0 : reserved);
        }
        record.memory(bytes(total), bytes(used), bytes(reserved));
    }

    private static @Nullable Double bytes(@Nullable Double mib) {
        return mib == null ? null : Double.valueOf(mib * MIB);
    }
}
