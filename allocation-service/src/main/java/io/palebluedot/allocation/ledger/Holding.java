package io.palebluedot.allocation.ledger;

import io.palebluedot.events.AllocationEvent.HeldGpu;
import org.jspecify.annotations.Nullable;

/** A GPU that an allocation holds or held; {@code state}: held, replaced or released. */
public record Holding(
        String gpuId,
        String gpuName,
        String serverId,
        String serverName,
        @Nullable String model,
        String state) {

    public boolean held() {
        return state.equals("held");
    }

    public HeldGpu asEvent() {
        return new HeldGpu(gpuId, gpuName, serverId);
    }
}
