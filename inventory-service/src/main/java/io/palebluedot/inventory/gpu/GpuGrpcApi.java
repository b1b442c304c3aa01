package io.palebluedot.inventory.gpu;

import io.palebluedot.inventory.asset.AssetRefs;
import io.palebluedot.inventory.history.HistoryQueries;
import io.palebluedot.proto.inventory.v1.AddGpuRequest;
import io.palebluedot.proto.inventory.v1.GetGpuRequest;
import io.palebluedot.proto.inventory.v1.Gpu;
import io.palebluedot.proto.inventory.v1.ListGpuHistoryRequest;
import io.palebluedot.proto.inventory.v1.ListGpuHistoryResponse;
import io.palebluedot.proto.inventory.v1.ListGpusRequest;
import io.palebluedot.proto.inventory.v1.ListGpusResponse;
import io.palebluedot.proto.inventory.v1.UpdateGpuRequest;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Role;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;

/** {@code GpuService} on the wire. */
@GrpcService
public class GpuGrpcApi implements io.palebluedot.proto.inventory.v1.GpuService {

    private final GpuService service;
    private final GpuQueries queries;
    private final AssetRefs refs;
    private final HistoryQueries history;

    GpuGrpcApi(GpuService service, GpuQueries queries, AssetRefs refs, HistoryQueries history) {
        this.service = service;
        this.queries = queries;
        this.refs = refs;
        this.history = history;
    }

    @Override
    public Uni<ListGpusResponse> listGpus(ListGpusRequest request) {
        return queries.list(Caller.current(), request)
                .map(slice -> ListGpusResponse.newBuilder()
                        .addAllGpus(slice.items())
                        .setPage(slice.info())
                        .build());
    }

    @Override
    public Uni<Gpu> getGpu(GetGpuRequest request) {
        return service.get(Caller.current(), request.getRef());
    }

    @Override
    public Uni<Gpu> updateGpu(UpdateGpuRequest request) {
        return service.update(operator(), request);
    }

    @Override
    public Uni<Gpu> addGpu(AddGpuRequest request) {
        return service.add(operator(), request);
    }

    @Override
    public Uni<ListGpuHistoryResponse> listGpuHistory(ListGpuHistoryRequest request) {
        return refs.gpu(Caller.current(), request.getRef())
                .chain(gpu -> history.of(gpu.id(), request.getPage()))
                .map(slice -> ListGpuHistoryResponse.newBuilder()
                        .addAllEntries(slice.items())
                        .setPage(slice.info())
                        .build());
    }

    private static Caller operator() {
        var caller = Caller.current();
        caller.require(Role.ADMIN, Role.OPERATOR, Role.SERVICE);
        return caller;
    }
}
