package io.palebluedot.alert.asset;

import org.jspecify.annotations.Nullable;

/** A GPU as events told of it, with who holds it now. */
public record GpuAsset(
        String id,
        String name,
        String serverId,
        int index,
        @Nullable String serial,
        @Nullable String rack,
        @Nullable String nvlinkDomain,
        String state,
        @Nullable String allocationId,
        @Nullable String projectId) {

    /** Is it expected to be in its slot? */
    public boolean expected() {
        return !state.equals("removed") && !state.equals("rma");
    }
}
