package io.palebluedot.hardware.telemetry.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From node_exporter's samples to the host's metrics; CPU load needs the counters of the poll before. */
public final class NodeMetrics {

    /** Seconds of all CPUs together since the host came up. */
    public record CpuTimes(double idle, double total) {}

    /** What was read; {@code cpu} are the counters to compare the next poll with */
    public record Host(Map<String, Double> values, @Nullable CpuTimes cpu) {}

    private static final Set<String> PSEUDO =
            Set.of("tmpfs", "devtmpfs", "overlay", "squashfs", "ramfs", "proc", "sysfs", "fuse.lxcfs");

    private NodeMetrics() {}

    public static Host of(List<PrometheusText.Sample> samples, @Nullable CpuTimes before) {
        var values = new LinkedHashMap<String, Double>();
        var cpu = cpu(samples);
        load(cpu, before, values);
        memory(samples, values);
        network(samples, "node_network_receive_bytes_total", "network_receive_bytes_total", values);
        network(samples, "node_network_transmit_bytes_total", "network_transmit_bytes_total", values);
        disk(samples, values);
        return new Host(values, cpu);
    }

    private static @Nullable CpuTimes cpu(List<PrometheusText.Sample> samples) {
        double idle = 0;
        double total = 0;
        for (var s : samples) {
            if (s.name().equals("node_cpu_seconds_total")) {
                total += s.value();
                idle += s.label("mode").equals("idle") || s.label("mode").equals("iowait") ? s.value() : 0;
            }
        }
        return total > 0 ? new CpuTimes(idle, total) : null;
    }

    /** A counter that went back means that the host restarted: there is nothing to compare with. */
    private static void load(@Nullable CpuTimes now, @Nullable CpuTimes before, Map<String, Double> values) {
        if (now == null || before == null || now.total() <= before.total() || now.idle() < before.idle()) {
            return;
        }
        double idle = (now.idle() - before.idle()) / (now.total() - before.total());
        values.put("cpu_utilization_percent", Math.clamp(100 * (1 - idle), 0.0, 100.0));
    }

    private static void memory(List<PrometheusText.Sample> samples, Map<String, Double> values) {
        Double total = first(samples, "node_memory_MemTotal_bytes");
        Double available = first(samples, "node_memory_MemAvailable_bytes");
        if (total != null && total > 0) {
            values.put("memory_total_bytes", total);
            if (available != null) {
                values.put("memory_used_bytes", total - available);
                values.put("memory_utilization_percent", 100 * (total - available) / total);
            }
        }
    }

    private static @Nullable Double first(List<PrometheusText.Sample> samples, String name) {
        return samples.stream()
                .filter(s -> s.name().equals(name))
                .map(PrometheusText.Sample::value)
                .findFirst()
                .orElse(null);
    }

    private static void network(
            List<PrometheusText.Sample> samples, String source, String name, Map<String, Double> values) {
        samples.stream()
                .filter(s -> s.name().equals(source) && !s.label("device").equals("lo"))
                .forEach(s -> values.merge(name, s.value(), Double::sum));
    }

    /** The fullest real file system. */
    private static void disk(List<PrometheusText.Sample> samples, Map<String, Double> values) {
        var available = new LinkedHashMap<String, Double>();
        samples.stream()
                .filter(s -> s.name().equals("node_filesystem_avail_bytes"))
                .forEach(s -> available.put(s.label("device") + s.label("mountpoint"), s.value()));
        samples.stream()
                .filter(s -> s.name().equals("node_filesystem_size_bytes") && s.value() > 0)
                .filter(s -> !PSEUDO.contains(s.label("fstype")))
                .map(s -> used(s.value(), available.get(s.label("device") + s.label("mountpoint"))))
                .filter(Objects::nonNull)
                .forEach(percent -> values.merge("disk_used_percent", percent, Math::max));
    }

    private static @Nullable Double used(double size, @Nullable Double available) {
        return available == null ? null : Double.valueOf(100 * (size - available) / size);
    }
}
