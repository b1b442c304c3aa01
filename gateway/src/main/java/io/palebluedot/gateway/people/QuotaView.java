package io.palebluedot.gateway.people;

import io.palebluedot.gateway.web.Answer;
import io.palebluedot.proto.allocation.v1.Quota;
import io.palebluedot.proto.allocation.v1.QuotaLimit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How much a project may hold, and how much it does. */
@Schema(name = "Quota")
record QuotaView(
        String projectId,
        List<LimitView> limits,
        @Schema(description = "0 means no limit") long gpuHoursPerMonth,
        double usedGpuHours,
        long version) {

    /** GPUs of one model. */
    @Schema(name = "QuotaLimit")
    public record LimitView(
            @Schema(description = "GPU model, or * for all") String gpuModel, int maxGpus, int usedGpus) {

        static LimitView of(QuotaLimit limit) {
            return new LimitView(limit.getGpuModel(), limit.getMaxGpus(), limit.getUsedGpus());
        }
    }

    static QuotaView of(Quota q) {
        return new QuotaView(
                q.getProjectId(),
                q.getLimitsList().stream().map(LimitView::of).toList(),
                q.getGpuHoursPerMonth(),
                q.getUsedGpuHours(),
                q.getVersion());
    }

    static Answer<QuotaView> answer(Quota quota) {
        return Answer.of(of(quota), quota.getVersion());
    }
}
