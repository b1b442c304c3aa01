package io.palebluedot.alert.alerts;

import io.palebluedot.alert.asset.GpuAsset;
import io.palebluedot.alert.asset.ServerAsset;
import org.jspecify.annotations.Nullable;

/** Where something was found and who is concerned; null where not known. */
public record Place(
        @Nullable String serverId,
        @Nullable String gpuId,
        @Nullable String allocationId,
        @Nullable String projectId) {

    public static final Place NOWHERE = new Place(null, null, null, null);

    public static Place of(GpuAsset gpu) {
        return new Place(gpu.serverId(), gpu.id(), gpu.allocationId(), gpu.projectId());
    }

    public static Place server(String serverId, @Nullable ServerAsset server) {
        return new Place(serverId, null, null, server == null ? null : server.projectId());
    }
}
