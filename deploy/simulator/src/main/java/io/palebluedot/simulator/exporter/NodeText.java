package io.palebluedot.simulator.exporter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.machine.Gpu;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.tree.ResourceTree;
import java.time.Instant;
import java.util.Locale;

/**
 * What node_exporter prints, cut down to CPU, memory, network and disk. CPU load follows the load of the GPUs; counters
 * grow from the time the system came up.
 */
final class NodeText {

    private static final int CORES = 8;
    private static final long GIB = 1L << 30;

    private final Machine machine;
    private final Instant up;

    NodeText(Machine machine, Instant up) {
        this.machine = machine;
        this.up = up;
    }

    @Override
    public String toString() {
        long now = machine.timeline().now().toEpochMilli();
        double seconds = Math.max(0, (now - up.toEpochMilli()) / 1000.0);
        double load = machine.gpus().stream()
                        .mapToInt(gpu -> load(gpu, now))
                        .average()
                        .orElse(0)
                / 100;
        double busy = 0.02 + load * 0.3;
        MetricText text = new MetricText();
        for (int cpu = 0; cpu < CORES; cpu++) {
            cpu(text, cpu, "idle", seconds * (1 - busy));
            cpu(text, cpu, "user", seconds * busy * 0.8);
            cpu(text, cpu, "system", seconds * busy * 0.2);
        }
        memory(text, load);
        network(text, seconds, load);
        disk(text);
        text.add("node_boot_time_seconds", "gauge", "Node boot time, in unixtime.", "", (double) up.getEpochSecond());
        text.add("node_time_seconds", "gauge", "System time in seconds since epoch (1970).", "", now / 1000.0);
        text.add("node_load1", "gauge", "1m load average.", "", Math.round(busy * CORES * 100) / 100.0);
        String uname = String.format(
                Locale.ROOT,
                "domainname=\"(none)\",machine=\"x86_64\",nodename=\"%s\",release=\"6.8.0\",sysname=\"Linux\",version=\"#1 SMP\"",
                machine.identity().hostName());
        text.add(
                "node_uname_info",
                "gauge",
                "Labeled system information as provided by the uname system call.",
                uname,
                1);
        return text.toString();
    }

    private static int load(Gpu gpu, long now) {
        return gpu.read(now).utilizationPercent();
    }

    private static void cpu(MetricText text, int cpu, String mode, double seconds) {
        String labels = "cpu=\"" + cpu + "\",mode=\"" + mode + "\"";
        text.add("node_cpu_seconds_total", "counter", "Seconds the CPUs spent in each mode.", labels, seconds);
    }

    private void memory(MetricText text, double load) {
        ResourceTree tree = machine.layout().tree();
        ObjectNode system = tree.get(machine.layout().hostSystem());
        long gib = system == null
                ? 0
                : system.path("MemorySummary").path("TotalSystemMemoryGiB").asLong();
        if (gib == 0) {
            return;
        }
        double free = gib * (0.94 - load * 0.4) * GIB;
        text.add(
                "node_memory_MemTotal_bytes",
                "gauge",
                "Memory information field MemTotal_bytes.",
                "",
                gib * (double) GIB);
        text.add(
                "node_memory_MemAvailable_bytes",
                "gauge",
                "Memory information field MemAvailable_bytes.",
                "",
                Math.rint(free));
        text.add(
                "node_memory_MemFree_bytes",
                "gauge",
                "Memory information field MemFree_bytes.",
                "",
                Math.rint(free * 0.9));
    }

    private static void network(MetricText text, double seconds, double load) {
        String device = "device=\"eth0\"";
        double bytes = Math.rint(seconds * (20_000 + load * 1e9));
        text.add(
                "node_network_receive_bytes_total",
                "counter",
                "Network device statistic receive_bytes.",
                device,
                bytes);
        text.add(
                "node_network_transmit_bytes_total",
                "counter",
                "Network device statistic transmit_bytes.",
                device,
                bytes * 0.5);
        text.add("node_network_up", "gauge", "Value is 1 if operstate is 'up', 0 otherwise.", device, 1);
    }

    private static void disk(MetricText text) {
        String root = "device=\"/dev/nvme0n1p2\",fstype=\"ext4\",mountpoint=\"/\"";
        text.add("node_filesystem_size_bytes", "gauge", "Filesystem size in bytes.", root, 1_750.0 * GIB);
        text.add(
                "node_filesystem_avail_bytes",
                "gauge",
                "Filesystem space available to non-root users in bytes.",
                root,
                1_640.0 * GIB);
        text.add("node_filesystem_free_bytes", "gauge", "Filesystem free space in bytes.", root, 1_700.0 * GIB);
    }
}
