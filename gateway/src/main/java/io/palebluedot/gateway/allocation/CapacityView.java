package io.palebluedot.gateway.allocation;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.allocation.v1.Capacity;
import io.palebluedot.proto.allocation.v1.CapacityCount;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How many GPUs there are and how many would fit now. */
@Schema(name = "Capacity")
record CapacityView(
        int totalGpus,
        int freeGpus,
        List<CountView> counts,

        @Schema(description = "Most GPUs that one server could give now")
        int largestSingleServer,

        @Schema(description = "Most GPUs of one model that could be given together now")
        int largestGang,

        int freeWholeServers) {

    /** GPUs of one model, rack and state. */
    @Schema(name = "CapacityCount")
    public record CountView(
            @Nullable String model, @Nullable String rack, String state, int gpus) {

        static CountView of(CapacityCount c) {
            return new CountView(Wire.text(c.getModel()), Wire.text(c.getRack()), c.getState(), c.getGpus());
        }
    }

    static CapacityView of(Capacity c) {
        return new CapacityView(
                c.getTotalGpus(),
                c.getFreeGpus(),
                c.getCountsList().stream().map(CountView::of).toList(),
                c.getLargestSingleServer(),
                c.getLargestGang(),
                c.getFreeWholeServers());
    }
}
