package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.events.ServerEvent.Gpu;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of one GPU are on its BMC; each null where the BMC has none.
 *
 * @param clockPath Memory resource with an OperatingSpeedRangeMHz
 * @param modulePaths its Memory resources
 */
record GpuPlace(
        Gpu gpu,
        String path,
        @Nullable String environment,
        @Nullable String metrics,
        @Nullable String memoryMetrics,
        @Nullable String clockPath,
        List<String> modulePaths) {

    /** All GPUs of a tree in its order. */
    static List<GpuPlace> of(Tree tree) {
        var list = new GpuList(tree, new ArrayList<>());
        var facts = list.merged();
        var gpus = list.gpus(facts);
        var places = new ArrayList<GpuPlace>();
        for (int i = 0; i < gpus.size(); i++) {
            places.add(of(tree, gpus.get(i), facts.get(i).source()));
        }
        return places;
    }

    private static GpuPlace of(Tree tree, Gpu gpu, Resource source) {
        var system = tree.systems().stream()
                .filter(s -> source.path().startsWith(s.path() + "/"))
                .findFirst()
                .orElse(Resource.absent(""));
        var modules = GpuMemory.modules(tree, system, source);
        String memoryMetrics = GpuFacts.first(
                source.link("MemorySummary", "Metrics"),
                modules.stream()
                        .map(m -> m.link("Metrics"))
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .orElse(null));
        return new GpuPlace(
                gpu,
                source.path(),
                source.link("EnvironmentMetrics"),
                source.link("Metrics"),
                memoryMetrics,
                GpuMemory.of(tree, system, source).clockPath(),
                modules.stream().map(Resource::path).toList());
    }
}
