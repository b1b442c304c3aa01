package io.palebluedot.alert.fault;

import io.palebluedot.alert.asset.GpuAsset;
import io.palebluedot.alert.asset.ServerAsset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Labels that tell where a fault is. */
final class FaultPlace {

    private FaultPlace() {}

    static Map<String, String> labels(@Nullable ServerAsset server, @Nullable GpuAsset gpu) {
        var labels = new HashMap<String, String>();
        if (server != null) {
            put(labels, "server", server.name());
            put(labels, "rack", server.rack());
        }
        if (gpu != null) {
            put(labels, "gpu", gpu.name());
            put(labels, "gpu_index", Integer.toString(gpu.index()));
            put(labels, "rack", gpu.rack());
            put(labels, "nvlink_domain", gpu.nvlinkDomain());
        }
        return labels;
    }

    static void put(Map<String, String> labels, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            labels.put(name, value);
        }
    }
}
