package io.palebluedot.gateway.allocation;

import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.gateway.web.Words;
import io.palebluedot.proto.allocation.v1.AllocatedGpu;
import io.palebluedot.proto.allocation.v1.Allocation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** GPUs in the hands of a user. */
@Schema(name = "Allocation")
public record AllocationView(
        @Schema(description = "Absent for a dry run") @Nullable
        String id,

        @Nullable String name,

        @Schema(
                description =
                        "queued, reserving, reserved, provisioning, active, stopped, degraded, replacing, expiring,"
                                + " preempting, releasing, released, rejected, failed, cancelled, expired, preempted")
        @Nullable
        String state,

        @Schema(description = "pending, active, completed, failed") @Nullable
        String status,

        @Nullable String userId,
        @Nullable String userName,
        @Nullable String projectId,
        @Nullable String purpose,
        List<GpuView> gpus,
        List<String> serverIds,
        int gpuCount,

        @Schema(description = "reserved, on_demand, preemptible") @Nullable
        String priority,

        Map<String, String> labels,
        @Nullable String template,
        @Nullable Instant start,

        @Schema(description = "When the lease ends; absent: never by itself") @Nullable
        Instant end,

        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable Instant releasedAt,
        @Nullable String workflowId,

        @Schema(description = "Why it is in this state, where there is more to say") @Nullable
        String reason,

        @Schema(description = "GPU-seconds used so far") long gpuSeconds,
        boolean dryRun,
        long version) {

    /** A GPU of an allocation. */
    @Schema(name = "AllocatedGpu")
    public record GpuView(
            String gpuId,
            @Nullable String gpuName,
            @Nullable String serverId,
            @Nullable String serverName,
            @Nullable String model,

            @Schema(description = "held, replaced") @Nullable
            String state) {

        static GpuView of(AllocatedGpu g) {
            return new GpuView(
                    g.getGpuId(),
                    Wire.text(g.getGpuName()),
                    Wire.text(g.getServerId()),
                    Wire.text(g.getServerName()),
                    Wire.text(g.getModel()),
                    Wire.text(g.getState()));
        }
    }

    public static AllocationView of(Allocation a) {
        return new AllocationView(
                Wire.text(a.getId()),
                Wire.text(a.getName()),
                Words.of(a.getState()),
                Wire.text(a.getStatus()),
                Wire.text(a.getUserId()),
                Wire.text(a.getUserName()),
                Wire.text(a.getProjectId()),
                Wire.text(a.getPurpose()),
                a.getGpusList().stream().map(GpuView::of).toList(),
                a.getServerIdsList(),
                a.getGpuCount(),
                Words.of(a.getPriority()),
                a.getLabelsMap(),
                Wire.text(a.getTemplate()),
                Wire.instant(a.hasStart(), a.getStart()),
                Wire.instant(a.hasEnd(), a.getEnd()),
                Wire.instant(a.hasCreatedAt(), a.getCreatedAt()),
                Wire.instant(a.hasUpdatedAt(), a.getUpdatedAt()),
                Wire.instant(a.hasReleasedAt(), a.getReleasedAt()),
                Wire.text(a.getWorkflowId()),
                Wire.text(a.getReason()),
                a.getGpuSeconds(),
                a.getDryRun(),
                a.getVersion());
    }

    static Answer<AllocationView> answer(Allocation allocation) {
        return Answer.of(of(allocation), allocation.getVersion());
    }
}
