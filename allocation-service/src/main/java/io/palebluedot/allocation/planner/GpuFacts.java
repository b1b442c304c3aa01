package io.palebluedot.allocation.planner;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one GPU.
 *
 * @param index place among the server's GPUs, from 0
 * @param present false once it was removed from its server
 * @param allocatable false while inventory does not offer it, whatever the reason
 * @param heldBy the allocation that holds it
 * @param unavailableBecause words for people, when it is not allocatable
 */
public record GpuFacts(
        String id,
        String name,
        String serverId,
        int index,
        @Nullable String model,
        @Nullable Long memoryBytes,
        @Nullable String nvlinkDomain,
        boolean present,
        boolean allocatable,
        @Nullable String heldBy,
        @Nullable String unavailableBecause) {

    GpuFacts heldBy(@Nullable String allocation) {
        return new GpuFacts(
                id,
                name,
                serverId,
                index,
                model,
                memoryBytes,
                nvlinkDomain,
                present,
                allocatable,
                allocation,
                unavailableBecause);
    }

    /** The model, or the empty string where the hardware does not tell it. */
    public String modelOrEmpty() {
        return model == null ? "" : model;
    }
}
