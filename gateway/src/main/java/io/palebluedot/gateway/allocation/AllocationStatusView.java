package io.palebluedot.gateway.allocation;

import io.palebluedot.gateway.web.HistoryView;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.gateway.web.Words;
import io.palebluedot.proto.allocation.v1.Allocation;
import io.palebluedot.proto.common.v1.HistoryEntry;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where an allocation is in its life, and how it came there. */
@Schema(name = "AllocationStatus")
record AllocationStatusView(
        String allocationId,
        @Nullable String state,

        @Schema(description = "pending, active, completed, failed") @Nullable
        String status,

        @Nullable String reason,
        @Nullable String workflowId,
        List<AllocationView.GpuView> gpus,
        @Nullable Instant updatedAt,
        @Schema(description = "Oldest first") List<HistoryView> history) {

    static AllocationStatusView of(Allocation a, List<HistoryEntry> history) {
        return new AllocationStatusView(
                a.getId(),
                Words.of(a.getState()),
                Wire.text(a.getStatus()),
                Wire.text(a.getReason()),
                Wire.text(a.getWorkflowId()),
                a.getGpusList().stream().map(AllocationView.GpuView::of).toList(),
                Wire.instant(a.hasUpdatedAt(), a.getUpdatedAt()),
                history.stream().map(HistoryView::of).toList());
    }
}
