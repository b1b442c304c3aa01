package io.palebluedot.inventory.catalogue;

import io.palebluedot.rpc.Failures;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the catalogue and keeps what operators write into it. */
@ApplicationScoped
public class CatalogueService {

    /** Everything that is known now. */
    @WithSession
    public Uni<Catalogue> current() {
        return gpuModels()
                .chain(models -> serverSkus()
                        .map(skus -> Catalogue.of(
                                models.stream().map(GpuModelOverride::model).toList(),
                                skus.stream().map(ServerSkuOverride::sku).toList())));
    }

    @WithSession
    Uni<List<GpuModelOverride>> gpuModels() {
        return GpuModelOverride.listAll(Sort.by("name"));
    }

    @WithSession
    Uni<List<ServerSkuOverride>> serverSkus() {
        return ServerSkuOverride.listAll(Sort.by("model"));
    }

    /** Writes a model; {@code expectedVersion}, when given, must be the present one (0: not there yet). */
    @WithTransaction
    Uni<GpuModelOverride> put(GpuModel model, @Nullable Long expectedVersion, String by) {
        return GpuModelOverride.<GpuModelOverride>findById(model.name()).chain(known -> {
            var entity = known == null ? new GpuModelOverride() : known;
            check("GPU model", expectedVersion, known == null ? 0 : entity.version);
            entity.name = model.name();
            entity.match = model.match();
            entity.architecture = model.architecture();
            entity.memoryBytes = model.memoryBytes();
            entity.tdpWatts = model.tdpWatts();
            entity.minPowerWatts = model.minPowerWatts();
            entity.updatedBy = by;
            entity.updatedAt = Instant.now();
            return entity.<GpuModelOverride>persist().call(Panache::flush);
        });
    }

    @WithTransaction
    Uni<ServerSkuOverride> put(ServerSku sku, @Nullable Long expectedVersion, String by) {
        return ServerSkuOverride.<ServerSkuOverride>findById(sku.model()).chain(known -> {
            var entity = known == null ? new ServerSkuOverride() : known;
            check("server SKU", expectedVersion, known == null ? 0 : entity.version);
            entity.model = sku.model();
            entity.gpuCount = sku.gpuCount();
            entity.gpuModel = sku.gpuModel();
            entity.updatedBy = by;
            entity.updatedAt = Instant.now();
            return entity.<ServerSkuOverride>persist().call(Panache::flush);
        });
    }

    @WithTransaction
    Uni<Void> deleteGpuModel(String name) {
        return GpuModelOverride.deleteById(name)
                .invoke(deleted -> found(deleted, "GPU model", name))
                .replaceWithVoid();
    }

    @WithTransaction
    Uni<Void> deleteServerSku(String model) {
        return ServerSkuOverride.deleteById(model)
                .invoke(deleted -> found(deleted, "server SKU", model))
                .replaceWithVoid();
    }

    private static void found(boolean deleted, String kind, String name) {
        if (!deleted) {
            throw Failures.notFound(kind, name);
        }
    }

    private static void check(String kind, @Nullable Long expected, long actual) {
        if (expected != null && expected != actual) {
            throw Failures.versionConflict(kind, expected, actual);
        }
    }
}
