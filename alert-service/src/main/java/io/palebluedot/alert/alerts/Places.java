package io.palebluedot.alert.alerts;

import io.palebluedot.alert.asset.AssetRepository;
import io.palebluedot.alert.asset.Fleet;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Finds what a caller means by server and GPU, with who is concerned. */
@ApplicationScoped
public class Places {

    private final AssetRepository assets;

    Places(AssetRepository assets) {
        this.assets = assets;
    }

    /** Ids or names, empty for none; INVALID_INPUT for a name that nothing has. A GPU brings its server with it. */
    public Uni<Place> of(String serverRef, String gpuRef) {
        return assets.serverId(serverRef)
                .chain(server -> assets.gpuId(gpuRef).chain(gpu -> gpu.isEmpty() ? server(server) : gpu(server, gpu)));
    }

    private Uni<Place> server(String serverId) {
        return serverId.isEmpty()
                ? Uni.createFrom().item(Place.NOWHERE)
                : assets.fleet(List.of(serverId)).map(fleet -> Place.server(serverId, fleet.server(serverId)));
    }

    private Uni<Place> gpu(String serverId, String gpuId) {
        return assets.serverOfGpu(gpuId)
                .chain(home -> home.isEmpty()
                        ? server(serverId).map(place -> new Place(place.serverId(), gpuId, null, place.projectId()))
                        : assets.fleet(List.of(home)).map(fleet -> held(fleet, home, gpuId)));
    }

    private static Place held(Fleet fleet, String serverId, String gpuId) {
        return fleet.gpus(serverId).stream()
                .filter(g -> g.id().equals(gpuId))
                .findFirst()
                .map(Place::of)
                .orElseGet(() -> Place.server(serverId, fleet.server(serverId)));
    }
}
