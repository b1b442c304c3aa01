package io.palebluedot.hardware.driver.redfish;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Memory of a GPU: linked from the processor, or a Memory of the same system whose id says whose it is ({@code GPU_0_DRAM_0}). */
record GpuMemory(
        @Nullable Long bytes,
        @Nullable Integer clockMhz,
        @Nullable String clockPath) {

    private static final long MIB = 1L << 20;

    static GpuMemory of(Tree tree, Resource system, Resource gpu) {
        var modules = modules(tree, system, gpu);
        Long bytes = null;
        Integer clock = null;
        String clockPath = null;
        for (var module : modules) {
            Long mib = module.whole("CapacityMiB");
            if (mib != null && mib > 0) {
                bytes = (bytes == null ? 0 : bytes) + mib * MIB;
            }
            if (clock == null) {
                clock = clock(module);
                clockPath = module.part("OperatingSpeedRangeMHz").present() ? module.path() : clockPath;
            }
        }
        Long summary = gpu.whole("MemorySummary", "TotalMemorySizeMiB");
        if (bytes == null && summary != null && summary > 0) {
            bytes = summary * MIB;
        }
        return new GpuMemory(bytes, clock, clockPath);
    }

    static List<Resource> modules(Tree tree, Resource system, Resource gpu) {
        var linked = gpu.links("Links", "Memory").stream()
                .map(tree::at)
                .filter(Resource::present)
                .toList();
        if (!linked.isEmpty()) {
            return linked;
        }
        var own = Pattern.compile("(^|_)" + Pattern.quote(gpu.id()) + "_(DRAM|HBM|Memory)(_|$)");
        var modules = new ArrayList<Resource>();
        for (var module : tree.members(system, "Memory")) {
            if (own.matcher(module.id()).find()) {
                modules.add(module);
            }
        }
        return modules;
    }

    private static @Nullable Integer clock(Resource module) {
        var range = module.part("OperatingSpeedRangeMHz");
        Integer set = GpuFacts.first(range.integer("SetPoint"), range.integer("SettingMax"));
        Integer clock = GpuFacts.first(set, module.integer("OperatingSpeedMhz"));
        return clock == null || clock <= 0 ? null : clock;
    }
}
