package io.palebluedot.simulator.exporter;

import io.palebluedot.simulator.machine.Gpu;
import io.palebluedot.simulator.machine.GpuCounters;
import io.palebluedot.simulator.machine.GpuPresence;
import io.palebluedot.simulator.machine.GpuReading;
import io.palebluedot.simulator.machine.Machine;
import java.util.Locale;

/**
 * What dcgm-exporter prints: the default fields that this hardware has, and the ECC, NVLink and violation counters
 * that an operator switches on. A GPU that fell off the bus keeps only its last Xid; a removed one has no line at all.
 */
final class DcgmText {

    private static final String DRIVER = "570.133.20";

    private DcgmText() {}

    static String of(Machine machine) {
        long now = machine.timeline().now().toEpochMilli();
        MetricText text = new MetricText();
        for (Gpu gpu : machine.gpus()) {
            if (gpu.presence() == GpuPresence.REMOVED) {
                continue;
            }
            String labels = labels(machine, gpu);
            if (gpu.presence() == GpuPresence.PRESENT) {
                present(text, labels, gpu.read(now), gpu.counters());
                text.add(
                        "DCGM_FI_DEV_ENFORCED_POWER_LIMIT",
                        "gauge",
                        "Enforced power limit (in W).",
                        labels,
                        gpu.powerLimitWatts());
            }
            text.add(
                    "DCGM_FI_DEV_XID_ERRORS",
                    "gauge",
                    "Value of the last XID error encountered.",
                    labels,
                    gpu.lastXid());
        }
        return text.toString();
    }

    private static void present(MetricText text, String labels, GpuReading now, GpuCounters counters) {
        text.add("DCGM_FI_DEV_SM_CLOCK", "gauge", "SM clock frequency (in MHz).", labels, now.smClockMhz());
        text.add("DCGM_FI_DEV_MEM_CLOCK", "gauge", "Memory clock frequency (in MHz).", labels, now.memoryClockMhz());
        text.add("DCGM_FI_DEV_MEMORY_TEMP", "gauge", "Memory temperature (in C).", labels, now.memoryCelsius());
        text.add("DCGM_FI_DEV_GPU_TEMP", "gauge", "GPU temperature (in C).", labels, now.celsius());
        text.add("DCGM_FI_DEV_POWER_USAGE", "gauge", "Power draw (in W).", labels, now.watts());
        text.add(
                "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION",
                "counter",
                "Total energy consumption since boot (in mJ).",
                labels,
                Math.rint(counters.energyJoules() * 1000));
        text.add("DCGM_FI_DEV_PCIE_REPLAY_COUNTER", "counter", "Total number of PCIe retries.", labels, 0);
        text.add("DCGM_FI_DEV_GPU_UTIL", "gauge", "GPU utilization (in %).", labels, now.utilizationPercent());
        text.add("DCGM_FI_DEV_MEM_COPY_UTIL", "gauge", "Memory utilization (in %).", labels, now.bandwidthPercent());
        text.add("DCGM_FI_DEV_FB_FREE", "gauge", "Framebuffer memory free (in MiB).", labels, now.memoryFreeMib());
        text.add("DCGM_FI_DEV_FB_USED", "gauge", "Framebuffer memory used (in MiB).", labels, now.memoryUsedMib());
        text.add(
                "DCGM_FI_DEV_FB_RESERVED",
                "gauge",
                "Framebuffer memory reserved (in MiB).",
                labels,
                now.memoryReservedMib());
        errors(text, labels, counters);
    }

    private static void errors(MetricText text, String labels, GpuCounters counters) {
        text.add(
                "DCGM_FI_DEV_ECC_SBE_VOL_TOTAL",
                "counter",
                "Total number of single-bit volatile ECC errors.",
                labels,
                counters.errors().singleBit());
        text.add(
                "DCGM_FI_DEV_ECC_DBE_VOL_TOTAL",
                "counter",
                "Total number of double-bit volatile ECC errors.",
                labels,
                counters.errors().doubleBit());
        for (String kind : new String[] {"CRC_FLIT", "CRC_DATA", "REPLAY", "RECOVERY"}) {
            int count = kind.equals("CRC_FLIT") || kind.equals("REPLAY")
                    ? counters.errors().nvlink()
                    : 0;
            text.add(
                    "DCGM_FI_DEV_NVLINK_" + kind + "_ERROR_COUNT_TOTAL",
                    "counter",
                    "Total number of NVLink errors of this kind.",
                    labels,
                    count);
        }
        text.add(
                "DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS",
                "counter",
                "Number of remapped rows for uncorrectable errors",
                labels,
                counters.errors().remappedUncorrectable());
        text.add(
                "DCGM_FI_DEV_CORRECTABLE_REMAPPED_ROWS",
                "counter",
                "Number of remapped rows for correctable errors",
                labels,
                counters.errors().remappedCorrectable());
        text.add(
                "DCGM_FI_DEV_ROW_REMAP_FAILURE",
                "gauge",
                "Whether remapping of rows has failed",
                labels,
                counters.errors().remapFailure() ? 1 : 0);
        text.add(
                "DCGM_FI_DEV_POWER_VIOLATION",
                "counter",
                "Throttling duration due to power constraints (in ns).",
                labels,
                Math.rint(counters.throttledSeconds() * 1e9));
        text.add(
                "DCGM_FI_DEV_THERMAL_VIOLATION",
                "counter",
                "Throttling duration due to thermal constraints (in ns).",
                labels,
                Math.rint(counters.hotSeconds() * 1e9));
    }

    private static String labels(Machine machine, Gpu gpu) {
        return String.format(
                Locale.ROOT,
                "gpu=\"%d\",UUID=\"GPU-%s\",pci_bus_id=\"%s\",device=\"nvidia%d\",modelName=\"%s\",Hostname=\"%s\",DCGM_FI_DRIVER_VERSION=\"%s\"",
                gpu.index(),
                machine.identity().gpuUuid(gpu.index()),
                "0000" + gpu.pciAddress().toUpperCase(Locale.ROOT) + ".0",
                gpu.index(),
                gpu.model().name(),
                machine.identity().hostName(),
                DRIVER);
    }
}
