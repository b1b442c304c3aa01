package io.palebluedot.hardware.telemetry.format;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one source tells of one GPU. Metric names are those of docs/metrics.md; absent values are not there. */
public final class GpuRecord {

    private final Map<String, Double> values = new LinkedHashMap<>();
    private @Nullable String serial;
    private @Nullable String uuid;
    private @Nullable String pciAddress;
    private int index;

    public GpuRecord(int index) {
        this.index = index;
    }

    public Map<String, Double> values() {
        return values;
    }

    public @Nullable String serial() {
        return serial;
    }

    public @Nullable String uuid() {
        return uuid;
    }

    public @Nullable String pciAddress() {
        return pciAddress;
    }

    public int index() {
        return index;
    }

    /** The most exact thing this GPU is known by within its server. */
    public String key() {
        if (pciAddress != null) {
            return pciAddress;
        }
        return uuid != null ? uuid : serial != null ? serial : "index-" + index;
    }

    GpuRecord index(int value) {
        index = value;
        return this;
    }

    GpuRecord serial(@Nullable String value) {
        serial = value == null || value.isBlank() || value.equals("0") ? serial : value;
        return this;
    }

    GpuRecord uuid(@Nullable String value) {
        uuid = value == null ? uuid : GpuUuid.of(value);
        return this;
    }

    GpuRecord pci(@Nullable String value) {
        String known = PciAddress.of(value);
        pciAddress = known == null ? pciAddress : known;
        return this;
    }

    void put(String name, @Nullable Double value) {
        if (value != null && Double.isFinite(value)) {
            values.put(name, value);
        }
    }

    void putIfAbsent(String name, @Nullable Double value) {
        if (!values.containsKey(name)) {
            put(name, value);
        }
    }

    void add(String name, @Nullable Double value) {
        if (value != null && Double.isFinite(value)) {
            values.merge(name, value, Double::sum);
        }
    }

    /** Occupied memory: what the driver reserves is not free for anyone. */
    void memory(@Nullable Double total, @Nullable Double used, @Nullable Double reserved) {
        put("gpu_memory_total_bytes", total);
        put("gpu_memory_used_bytes", used);
        if (total != null && total > 0 && used != null) {
            put("gpu_memory_utilization_percent", 100 * (used + (reserved == null ? 0 : reserved)) / total);
        }
    }
}
