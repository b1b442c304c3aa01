package io.palebluedot.simulator.tree;

import org.jspecify.annotations.Nullable;

/**
 * Where one GPU shows in a tree. A path is absent when the tree has no such resource.
 *
 * @param index counts from 0 in the tree's own order, the exporter's {@code gpu} label
 * @param id the name its sensors carry, such as {@code GPU_SXM_1}
 * @param model the model as the tree names it, also from its board when the GPU itself is silent
 */
public record GpuSlot(
        int index,
        String id,
        @Nullable String model,
        @Nullable String processor,
        @Nullable String environment,
        @Nullable String metrics,
        @Nullable String memoryMetrics,
        @Nullable String memory,
        @Nullable String pcieDevice,
        @Nullable String chassis) {

    /** Whether a resource name, such as a sensor's, belongs to this GPU: its id, not followed by another digit. */
    public boolean named(String resource) {
        int at = resource.indexOf(id);
        if (at < 0) {
            return false;
        }
        int next = at + id.length();
        return next >= resource.length() || !Character.isDigit(resource.charAt(next));
    }
}
