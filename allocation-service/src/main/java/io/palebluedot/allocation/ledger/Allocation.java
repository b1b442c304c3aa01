package io.palebluedot.allocation.ledger;

import io.palebluedot.allocation.lifecycle.AllocationState;
import io.palebluedot.events.AllocationEvent.HeldGpu;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An allocation as it stands.
 *
 * @param gpuCount GPUs asked for, or held once it holds some
 * @param request what was asked of the planner, as JSON
 * @param decision the planner's explanation, as JSON
 * @param gpuSeconds sum over its GPUs of the seconds each was held, up to now or to its end
 */
public record Allocation(
        UUID id,
        String name,
        UUID projectId,
        UUID userId,
        String userName,
        String purpose,
        AllocationState state,
        int gpuCount,
        Priority priority,
        Map<String, String> labels,
        @Nullable String template,
        List<String> sshKeys,
        @Nullable String userData,
        String request,
        String decision,
        @Nullable Instant start,
        @Nullable Instant end,
        @Nullable Long leaseSeconds,
        List<String> workflowIds,
        @Nullable String reason,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant releasedAt,
        long gpuSeconds,
        long version,
        List<Holding> gpus,
        List<TouchedServer> servers) {

    public String idText() {
        return id.toString();
    }

    /** What it holds now. */
    public List<Holding> held() {
        return gpus.stream().filter(Holding::held).toList();
    }

    /** {@link #held()} in the words of events. */
    public List<HeldGpu> heldGpus() {
        return held().stream().map(Holding::asEvent).toList();
    }

    public boolean allReady() {
        return servers.stream().allMatch(TouchedServer::ready);
    }
}
