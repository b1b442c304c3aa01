package io.palebluedot.inventory.catalogue;

import org.jspecify.annotations.Nullable;

/** What is known of a GPU model; null where it is not. Powers in watts. */
public record GpuModel(
        String name,
        String match,
        @Nullable String architecture,
        @Nullable Long memoryBytes,
        @Nullable Integer tdpWatts,
        @Nullable Integer minPowerWatts) {

    boolean describes(String modelText) {
        return Words.of(match).in(modelText);
    }
}
