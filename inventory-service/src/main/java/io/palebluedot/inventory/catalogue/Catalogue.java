package io.palebluedot.inventory.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Models as they are known at one moment; what operators wrote comes first. */
public record Catalogue(List<GpuModel> gpuModels, List<ServerSku> serverSkus) {

    static Catalogue of(List<GpuModel> writtenModels, List<ServerSku> writtenSkus) {
        return new Catalogue(
                Stream.concat(writtenModels.stream(), BuiltIn.GPU_MODELS.stream())
                        .toList(),
                Stream.concat(writtenSkus.stream(), BuiltIn.SERVER_SKUS.stream())
                        .toList());
    }

    /** Only what ships with the service. */
    public static Catalogue builtIn() {
        return of(List.of(), List.of());
    }

    public Optional<GpuModel> gpu(@Nullable String modelText) {
        return modelText == null
                ? Optional.empty()
                : gpuModels.stream().filter(m -> m.describes(modelText)).findFirst();
    }

    public Optional<ServerSku> server(@Nullable String modelText) {
        return modelText == null
                ? Optional.empty()
                : serverSkus.stream().filter(s -> s.describes(modelText)).findFirst();
    }
}
