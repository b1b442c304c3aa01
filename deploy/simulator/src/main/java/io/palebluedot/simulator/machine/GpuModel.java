package io.palebluedot.simulator.machine;

import java.util.List;
import java.util.Locale;

/**
 * How a GPU model behaves; published figures of the part, idle power an estimate.
 *
 * @param name as the driver names it
 * @param memoryMib frame buffer
 * @param memoryClockMhz clock as shipped, between {@code minMemoryClockMhz} and {@code maxMemoryClockMhz}
 */
public record GpuModel(
        String name,
        int memoryMib,
        int idleWatts,
        int minLimitWatts,
        int maxLimitWatts,
        int smClockMhz,
        int memoryClockMhz,
        int minMemoryClockMhz,
        int maxMemoryClockMhz) {

    private static final List<GpuModel> KNOWN = List.of(
            new GpuModel("NVIDIA GB200", 189_471, 150, 200, 1200, 2062, 3996, 3996, 3996),
            new GpuModel("NVIDIA B200", 183_359, 140, 200, 1000, 1965, 3996, 3996, 3996),
            // The HGX model offers the effective rate as a range; 8000 leaves room above what it ships with.
            new GpuModel("NVIDIA H200", 143_771, 75, 200, 700, 1980, 6250, 1600, 8000),
            new GpuModel("NVIDIA H100 80GB HBM3", 81_559, 70, 200, 700, 1980, 2619, 2619, 2619),
            new GpuModel("NVIDIA A100-SXM4-80GB", 81_920, 60, 100, 400, 1410, 1593, 1593, 1593),
            new GpuModel("NVIDIA L40S", 46_068, 35, 100, 350, 2520, 9001, 405, 9001));

    /** The model that a tree's name means; a name nobody knows behaves like an H100 and keeps its name. */
    public static GpuModel of(String treeName) {
        String wanted = treeName.toUpperCase(Locale.ROOT);
        for (GpuModel model : KNOWN) {
            String word = model.name.replace("NVIDIA ", "").split("[ -]", 2)[0];
            if (wanted.contains(word)) {
                return model;
            }
        }
        return new GpuModel(treeName, 81_559, 70, 200, 700, 1980, 2619, 2619, 2619);
    }
}
