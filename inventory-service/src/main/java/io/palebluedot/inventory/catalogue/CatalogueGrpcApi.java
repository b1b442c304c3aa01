package io.palebluedot.inventory.catalogue;

import com.google.protobuf.Empty;
import com.google.protobuf.Timestamp;
import io.palebluedot.proto.inventory.v1.CatalogueKey;
import io.palebluedot.proto.inventory.v1.ListGpuModelsResponse;
import io.palebluedot.proto.inventory.v1.ListServerSkusResponse;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failure.FieldError;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code CatalogueService} on the wire. */
@GrpcService
public class CatalogueGrpcApi implements io.palebluedot.proto.inventory.v1.CatalogueService {

    private final CatalogueService service;

    CatalogueGrpcApi(CatalogueService service) {
        this.service = service;
    }

    @Override
    public Uni<ListGpuModelsResponse> listGpuModels(Empty request) {
        return service.gpuModels().map(written -> {
            var response = ListGpuModelsResponse.newBuilder();
            written.forEach(entity -> response.addModels(wire(entity)));
            BuiltIn.GPU_MODELS.forEach(
                    model -> response.addModels(wire(model).setBuiltin(true).build()));
            return response.build();
        });
    }

    @Override
    public Uni<io.palebluedot.proto.inventory.v1.GpuModel> putGpuModel(
            io.palebluedot.proto.inventory.v1.GpuModel request) {
        var caller = operator();
        return service.put(
                        model(request), request.hasExpectedVersion() ? request.getExpectedVersion() : null, caller.id())
                .map(CatalogueGrpcApi::wire);
    }

    @Override
    public Uni<Empty> deleteGpuModel(CatalogueKey request) {
        operator();
        return service.deleteGpuModel(request.getName()).replaceWith(Empty.getDefaultInstance());
    }

    @Override
    public Uni<ListServerSkusResponse> listServerSkus(Empty request) {
        return service.serverSkus().map(written -> {
            var response = ListServerSkusResponse.newBuilder();
            written.forEach(entity -> response.addSkus(wire(entity)));
            BuiltIn.SERVER_SKUS.forEach(
                    sku -> response.addSkus(wire(sku).setBuiltin(true).build()));
            return response.build();
        });
    }

    @Override
    public Uni<io.palebluedot.proto.inventory.v1.ServerSku> putServerSku(
            io.palebluedot.proto.inventory.v1.ServerSku request) {
        var caller = operator();
        return service.put(
                        sku(request), request.hasExpectedVersion() ? request.getExpectedVersion() : null, caller.id())
                .map(CatalogueGrpcApi::wire);
    }

    @Override
    public Uni<Empty> deleteServerSku(CatalogueKey request) {
        operator();
        return service.deleteServerSku(request.getName()).replaceWith(Empty.getDefaultInstance());
    }

    private static Caller operator() {
        var caller = Caller.current();
        caller.require(Role.ADMIN, Role.OPERATOR);
        return caller;
    }

    private static GpuModel model(io.palebluedot.proto.inventory.v1.GpuModel wire) {
        var errors = new ArrayList<FieldError>();
        required(errors, "name", wire.getName());
        required(errors, "match", wire.getMatch());
        positive(errors, "memory_bytes", wire.getMemoryBytes());
        positive(errors, "tdp_watts", wire.getTdpWatts());
        positive(errors, "min_power_watts", wire.getMinPowerWatts());
        if (wire.getTdpWatts() > 0 && wire.getMinPowerWatts() > wire.getTdpWatts()) {
            errors.add(new FieldError("min_power_watts", "must not exceed tdp_watts"));
        }
        fail(errors);
        return new GpuModel(
                wire.getName(),
                wire.getMatch(),
                wire.getArchitecture().isBlank() ? null : wire.getArchitecture(),
                wire.getMemoryBytes() == 0 ? null : (Long) wire.getMemoryBytes(),
                number(wire.getTdpWatts()),
                number(wire.getMinPowerWatts()));
    }

    private static ServerSku sku(io.palebluedot.proto.inventory.v1.ServerSku wire) {
        var errors = new ArrayList<FieldError>();
        required(errors, "model", wire.getModel());
        if (wire.getGpuCount() < 0 || wire.getGpuCount() > 64) {
            errors.add(new FieldError("gpu_count", "must be from 0 to 64"));
        }
        fail(errors);
        return new ServerSku(
                wire.getModel(), wire.getGpuCount(), wire.getGpuModel().isBlank() ? null : wire.getGpuModel());
    }

    private static void required(List<FieldError> errors, String field, String value) {
        if (value.isBlank() || value.length() > 200) {
            errors.add(new FieldError(field, "is required, 200 characters at most"));
        }
    }

    private static void positive(List<FieldError> errors, String field, long value) {
        if (value < 0) {
            errors.add(new FieldError(field, "must not be negative"));
        }
    }

    private static void fail(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw Failures.invalid(errors);
        }
    }

    private static @Nullable Integer number(int value) {
        return value == 0 ? null : (Integer) value;
    }

    private static io.palebluedot.proto.inventory.v1.GpuModel wire(GpuModelOverride entity) {
        return wire(entity.model())
                .setUpdatedBy(entity.updatedBy)
                .setUpdatedAt(time(entity.updatedAt))
                .setVersion(entity.version)
                .build();
    }

    private static io.palebluedot.proto.inventory.v1.GpuModel.Builder wire(GpuModel model) {
        return io.palebluedot.proto.inventory.v1.GpuModel.newBuilder()
                .setName(model.name())
                .setMatch(model.match())
                .setArchitecture(model.architecture() == null ? "" : model.architecture())
                .setMemoryBytes(model.memoryBytes() == null ? 0 : model.memoryBytes())
                .setTdpWatts(model.tdpWatts() == null ? 0 : model.tdpWatts())
                .setMinPowerWatts(model.minPowerWatts() == null ? 0 : model.minPowerWatts());
    }

    private static io.palebluedot.proto.inventory.v1.ServerSku wire(ServerSkuOverride entity) {
        return wire(entity.sku())
                .setUpdatedBy(entity.updatedBy)
                .setUpdatedAt(time(entity.updatedAt))
                .setVersion(entity.version)
                .build();
    }

    private static io.palebluedot.proto.inventory.v1.ServerSku.Builder wire(ServerSku sku) {
        return io.palebluedot.proto.inventory.v1.ServerSku.newBuilder()
                .setModel(sku.model())
                .setGpuCount(sku.gpuCount())
                .setGpuModel(sku.gpuModel() == null ? "" : sku.gpuModel());
    }

    private static Timestamp time(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
