package io.palebluedot.hardware.telemetry.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code nvidia-smi --query-gpu=… --format=csv}, with or without units. */
public final class QueryGpuCsv {

    /** What was read; {@code broken} are lines with another number of fields than the header, at most a few */
    public record Table(List<GpuRecord> gpus, List<String> broken) {}

    private static final int MAX_GPUS = 64;
    private static final int MAX_BROKEN = 20;

    private QueryGpuCsv() {}

    /** True when the line names fields of --query-gpu. */
    public static boolean isHeader(String line) {
        var names = names(line);
        return names.contains("uuid")
                || names.contains("gpu_uuid")
                || names.contains("pci.bus_id")
                || names.stream().anyMatch(n -> n.startsWith("utilization.") || n.startsWith("memory."));
    }

    /** Reads the table; throws IllegalArgumentException when the first line is no header. */
    public static Table parse(String text) {
        var lines = text.lines().filter(l -> !l.isBlank()).toList();
        if (lines.isEmpty() || !isHeader(lines.getFirst())) {
            throw new IllegalArgumentException("no header of --query-gpu fields");
        }
        var names = names(lines.getFirst());
        var gpus = new ArrayList<GpuRecord>();
        var broken = new ArrayList<String>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            if (cells.length == names.size() && gpus.size() < MAX_GPUS) {
                gpus.add(gpu(gpus.size(), row(names, cells)));
            } else if (broken.size() < MAX_BROKEN) {
                broken.add(line.length() > 120 ? line.substring(0, 120) : line);
            }
        }
        return new Table(gpus, broken);
    }

    /** Field names without their units in brackets. */
    private static List<String> names(String header) {
        return Arrays.stream(header.split(",", -1))
                .map(n -> n.replaceFirst("\\[.*", "").strip())
                .toList();
    }

    private static Map<String, String> row(List<String> names, String[] cells) {
        var row = new HashMap<String, String>();
        for (int i = 0; i < cells.length; i++) {
            row.put(names.get(i), cells[i].strip());
        }
        return row;
    }

    private static GpuRecord gpu(int place, Map<String, String> row) {
        Double index = SmiValue.number(row.get("index"));
        var record = new GpuRecord(index == null ? place : index.intValue())
                .uuid(SmiValue.text(first(row, "uuid", "gpu_uuid")))
                .serial(SmiValue.text(first(row, "serial", "gpu_serial")))
                .pci(first(row, "pci.bus_id", "gpu_bus_id"));
        record.memory(
                SmiValue.mebibytes(row.get("memory.total")),
                SmiValue.mebibytes(row.get("memory.used")),
                SmiValue.mebibytes(row.get("memory.reserved")));
        put(record, row, "gpu_utilization_percent", "utilization.gpu");
        put(record, row, "gpu_memory_bandwidth_percent", "utilization.memory");
        put(record, row, "gpu_temperature_celsius", "temperature.gpu");
        put(record, row, "gpu_memory_temperature_celsius", "temperature.memory");
        put(record, row, "gpu_power_watts", "power.draw", "power.draw.instant", "power.draw.average");
        put(record, row, "gpu_power_limit_watts", "power.limit", "enforced.power.limit");
        put(record, row, "gpu_sm_clock_mhz", "clocks.current.sm", "clocks.sm");
        put(record, row, "gpu_memory_clock_mhz", "clocks.current.memory", "clocks.mem");
        put(record, row, "gpu_fan_percent", "fan.speed");
        put(record, row, "gpu_throttle_reasons", "clocks_event_reasons.active", "clocks_throttle_reasons.active");
        put(record, row, "gpu_ecc_sbe_total", "ecc.errors.corrected.aggregate.total");
        put(record, row, "gpu_ecc_dbe_total", "ecc.errors.uncorrected.aggregate.total");
        put(record, row, "gpu_remapped_rows_correctable_total", "remapped_rows.correctable");
        put(record, row, "gpu_remapped_rows_uncorrectable_total", "remapped_rows.uncorrectable");
        record.put("gpu_row_remap_failure", SmiValue.yesNo(row.get("remapped_rows.failure")));
        return record;
    }

    private static void put(GpuRecord record, Map<String, String> row, String name, String... fields) {
        for (String field : fields) {
            record.putIfAbsent(name, SmiValue.number(row.get(field)));
        }
    }

    private static @Nullable String first(Map<String, String> row, String a, String b) {
        return row.containsKey(a) ? row.get(a) : row.get(b);
    }
}
