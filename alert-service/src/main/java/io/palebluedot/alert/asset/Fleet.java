package io.palebluedot.alert.asset;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Some servers with their GPUs at one moment. */
public record Fleet(Map<String, ServerAsset> servers, Map<String, List<GpuAsset>> gpusByServer) {

    public List<GpuAsset> gpus(String serverId) {
        return gpusByServer.getOrDefault(serverId, List.of());
    }

    public @Nullable ServerAsset server(String serverId) {
        return servers.get(serverId);
    }

    /** The GPU of that serial, else the one at that index; null when neither is known. */
    public @Nullable GpuAsset gpu(String serverId, @Nullable String serial, @Nullable Integer index) {
        if (serial != null && !serial.isEmpty()) {
            for (GpuAsset gpu : gpus(serverId)) {
                if (serial.equals(gpu.serial())) {
                    return gpu;
                }
            }
        }
        for (GpuAsset gpu : gpus(serverId)) {
            // A serial that is known and another one speaks against the index.
            boolean other = serial != null && !serial.isEmpty() && gpu.serial() != null;
            if (index != null && gpu.index() == index && !other) {
                return gpu;
            }
        }
        return null;
    }
}
