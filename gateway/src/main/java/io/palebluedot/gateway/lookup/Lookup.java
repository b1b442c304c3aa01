package io.palebluedot.gateway.lookup;

import io.palebluedot.events.Ids;
import io.palebluedot.proto.inventory.v1.GetGpuRequest;
import io.palebluedot.proto.inventory.v1.GetServerRequest;
import io.palebluedot.proto.inventory.v1.Gpu;
import io.palebluedot.proto.inventory.v1.GpuService;
import io.palebluedot.proto.inventory.v1.Server;
import io.palebluedot.proto.inventory.v1.ServerService;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Servers and GPUs by id or name. What the caller may not see is NOT_FOUND, so asking here first also guards what follows. */
@ApplicationScoped
public class Lookup {

    private final ServerService servers;
    private final GpuService gpus;

    Lookup(@GrpcClient("inventory") ServerService servers, @GrpcClient("inventory") GpuService gpus) {
        this.servers = servers;
        this.gpus = gpus;
    }

    public Uni<Server> server(String ref) {
        return servers.getServer(GetServerRequest.newBuilder().setRef(ref).build());
    }

    public Uni<Gpu> gpu(String ref) {
        return gpus.getGpu(GetGpuRequest.newBuilder().setRef(ref).build());
    }

    /** Id for a filter: an id stays as it is, a name is looked up, an absent one is empty. */
    public Uni<String> serverId(@Nullable String ref) {
        return ref == null || settled(ref) ? asIs(ref) : server(ref).map(Server::getId);
    }

    /** As {@link #serverId}, of a GPU. */
    public Uni<String> gpuId(@Nullable String ref) {
        return ref == null || settled(ref) ? asIs(ref) : gpu(ref).map(Gpu::getId);
    }

    private static boolean settled(String ref) {
        return ref.isEmpty() || Ids.isId(ref);
    }

    private static Uni<String> asIs(@Nullable String ref) {
        return Uni.createFrom().item(ref == null ? "" : ref);
    }
}
