package io.palebluedot.inventory.catalogue;

import org.jspecify.annotations.Nullable;

/** What a server model is sold with. {@code gpuModel}: words of the GPUs' model; null means any. */
public record ServerSku(
        String model, int gpuCount, @Nullable String gpuModel) {

    boolean describes(String modelText) {
        return Words.of(model).in(modelText);
    }

    /** True when the GPU's model is the expected one, or any is. */
    public boolean allows(@Nullable String gpuModelText) {
        return gpuModel == null || (gpuModelText != null && Words.of(gpuModel).in(gpuModelText));
    }
}
