package io.palebluedot.allocation.api;

import io.palebluedot.allocation.fleet.Capacity;
import io.palebluedot.allocation.ledger.Allocation;
import io.palebluedot.allocation.ledger.Holding;
import io.palebluedot.allocation.ledger.TouchedServer;
import io.palebluedot.allocation.planner.Explanation;
import io.palebluedot.proto.allocation.v1.AllocatedGpu;
import io.palebluedot.proto.allocation.v1.AllocationState;
import io.palebluedot.proto.allocation.v1.CapacityCount;
import io.palebluedot.proto.allocation.v1.Priority;
import io.palebluedot.proto.allocation.v1.Reason;
import io.palebluedot.proto.common.v1.HistoryEntry;
import java.util.Objects;

/** Allocations, explanations and capacity as messages. */
final class AllocationMessages {

    private AllocationMessages() {}

    static io.palebluedot.proto.allocation.v1.Allocation allocation(Allocation allocation) {
        var message = io.palebluedot.proto.allocation.v1.Allocation.newBuilder()
                .setId(allocation.idText())
                .setName(allocation.name())
                .setState(AllocationState.valueOf(
                        "ALLOCATION_STATE_" + allocation.state().name()))
                .setStatus(allocation.state().status())
                .setUserId(allocation.userId().toString())
                .setUserName(allocation.userName())
                .setProjectId(allocation.projectId().toString())
                .setPurpose(allocation.purpose())
                .addAllGpus(
                        allocation.gpus().stream().map(AllocationMessages::gpu).toList())
                .addAllServerIds(allocation.servers().stream()
                        .map(TouchedServer::serverId)
                        .toList())
                .setGpuCount(allocation.gpuCount())
                .setPriority(
                        Priority.valueOf("PRIORITY_" + allocation.priority().name()))
                .putAllLabels(allocation.labels())
                .setTemplate(Objects.requireNonNullElse(allocation.template(), ""))
                .setCreatedAt(Times.write(allocation.createdAt()))
                .setUpdatedAt(Times.write(allocation.updatedAt()))
                .setReason(Objects.requireNonNullElse(allocation.reason(), ""))
                .setGpuSeconds(allocation.gpuSeconds())
                .setVersion(allocation.version());
        if (allocation.start() != null) {
            message.setStart(Times.write(allocation.start()));
        }
        if (allocation.end() != null) {
            message.setEnd(Times.write(allocation.end()));
        }
        if (allocation.releasedAt() != null) {
            message.setReleasedAt(Times.write(allocation.releasedAt()));
        }
        if (!allocation.workflowIds().isEmpty()) {
            message.setWorkflowId(allocation.workflowIds().getLast());
        }
        return message.build();
    }

    /** What would have been held: it has no id, since nothing of it is kept. */
    static io.palebluedot.proto.allocation.v1.Allocation dryRun(Allocation allocation) {
        var message =
                allocation(allocation).toBuilder().clearId().clearVersion().setDryRun(true);
        for (int i = 0; i < message.getGpusCount(); i++) {
            message.getGpusBuilder(i).setState("proposed");
        }
        return message.build();
    }

    private static AllocatedGpu gpu(Holding gpu) {
        return AllocatedGpu.newBuilder()
                .setGpuId(gpu.gpuId())
                .setGpuName(gpu.gpuName())
                .setServerId(gpu.serverId())
                .setServerName(gpu.serverName())
                .setModel(Objects.requireNonNullElse(gpu.model(), ""))
                .setState(gpu.state())
                .build();
    }

    static io.palebluedot.proto.allocation.v1.Explanation explanation(Allocation allocation, Explanation explanation) {
        return io.palebluedot.proto.allocation.v1.Explanation.newBuilder()
                .setAllocationId(allocation.idText())
                .setPlaced(!allocation.gpus().isEmpty())
                .setSummary(explanation.summary())
                .setConsideredServers(explanation.consideredServers())
                .setFeasibleServers(explanation.feasibleServers())
                .addAllReasons(explanation.reasons().stream()
                        .map(r -> Reason.newBuilder()
                                .setSubject(r.subject())
                                .setCode(r.code())
                                .setText(r.text())
                                .build())
                        .toList())
                .build();
    }

    static HistoryEntry history(String id, io.palebluedot.allocation.ledger.HistoryEntry entry) {
        return HistoryEntry.newBuilder()
                .setObjectId(id)
                .setFromState(entry.from())
                .setToState(entry.to())
                .setCause(entry.cause())
                .setActor(entry.actor())
                .setAt(Times.write(entry.at()))
                .setHeldMs(entry.heldMs())
                .build();
    }

    static io.palebluedot.proto.allocation.v1.Capacity capacity(Capacity capacity) {
        return io.palebluedot.proto.allocation.v1.Capacity.newBuilder()
                .setTotalGpus(capacity.totalGpus())
                .setFreeGpus(capacity.freeGpus())
                .addAllCounts(capacity.counts().stream()
                        .map(c -> CapacityCount.newBuilder()
                                .setModel(c.model())
                                .setRack(c.rack())
                                .setState(c.state())
                                .setGpus(c.gpus())
                                .build())
                        .toList())
                .setLargestSingleServer(capacity.largestSingleServer())
                .setLargestGang(capacity.largestGang())
                .setFreeWholeServers(capacity.freeWholeServers())
                .build();
    }
}
