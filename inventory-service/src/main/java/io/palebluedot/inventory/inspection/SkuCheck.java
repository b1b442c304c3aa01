package io.palebluedot.inventory.inspection;

import io.palebluedot.events.ConfigEvent.Difference;
import io.palebluedot.inventory.catalogue.ServerSku;
import io.palebluedot.inventory.lifecycle.GpuState;
import io.palebluedot.inventory.machine.GpuLife;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server has what its model is sold with, or, for a model that the catalogue does not know, what it had when it was
 * qualified. A GPU that is absent because it is known to be broken is accounted for: one bad GPU does not take the server.
 */
final class SkuCheck {

    private SkuCheck() {}

    /**
     * The differences.
     *
     * @param broken GPUs that were faulty or sent back before this inspection, and absent in it
     */
    static List<Difference> differences(
            Optional<ServerSku> sku,
            @Nullable Integer baseline,
            Collection<GpuLife> gpus,
            long broken,
            List<GpuLife> elsewhere) {
        var differences = new ArrayList<Difference>();
        var present = gpus.stream()
                .filter(gpu -> gpu.present()
                        && gpu.state() != GpuState.REMOVED
                        && !gpu.facts().byHand())
                .toList();
        Integer expected = sku.map(ServerSku::gpuCount).orElse(baseline);
        if (expected != null && present.size() + broken != expected && present.size() != expected) {
            differences.add(new Difference("gpu.count", expected.toString(), String.valueOf(present.size())));
        }
        sku.ifPresent(known -> present.stream()
                .filter(gpu -> !known.allows(gpu.facts().model()))
                .forEach(gpu -> differences.add(new Difference(
                        "gpu." + gpu.facts().index() + ".model",
                        known.gpuModel(),
                        gpu.facts().model()))));
        elsewhere.forEach(gpu -> differences.add(new Difference(
                "gpu.serial " + gpu.facts().serial(), "in server " + gpu.serverId(), "in this server too")));
        return differences;
    }

    /** What was checked, for people. */
    static List<String> checks(Optional<ServerSku> sku, @Nullable Integer baseline) {
        var checks = new ArrayList<String>();
        if (sku.isPresent()) {
            checks.add("gpu.count is that of " + sku.get().model());
            if (sku.get().gpuModel() != null) {
                checks.add("gpu.model is that of " + sku.get().model());
            }
        } else if (baseline != null) {
            checks.add("gpu.count is that of its qualification");
        }
        checks.add("gpu.serial is in no other server");
        return checks;
    }

    static @Nullable String summary(List<Difference> differences) {
        return differences.isEmpty()
                ? null
                : String.join(
                        ", ",
                        differences.stream()
                                .map(d -> d.attribute() + " expected " + d.expected() + " observed " + d.observed())
                                .toList());
    }
}
