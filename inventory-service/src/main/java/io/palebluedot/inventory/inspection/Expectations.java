package io.palebluedot.inventory.inspection;

import io.palebluedot.inventory.catalogue.ServerSku;
import io.palebluedot.inventory.lifecycle.GpuState;
import io.palebluedot.inventory.machine.Machine;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a machine, as it is now, is what its model is sold with. */
public final class Expectations {

    private Expectations() {}

    /** How it differs; null when it does not. A GPU that is absent and known to be broken is accounted for. */
    public static @Nullable String conflict(Optional<ServerSku> sku, Machine machine) {
        long broken = machine.gpus().stream()
                .filter(gpu -> !gpu.present())
                .filter(gpu -> gpu.state() == GpuState.FAULTY || gpu.state() == GpuState.RMA)
                .count();
        return SkuCheck.summary(SkuCheck.differences(sku, null, machine.gpus(), broken, List.of()));
    }
}
