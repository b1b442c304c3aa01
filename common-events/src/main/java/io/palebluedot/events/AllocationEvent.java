package io.palebluedot.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves of an allocation; the subject is the allocation's id. From allocation-service. */
public sealed interface AllocationEvent extends EventData {

    /** Waiting for capacity. */
    record AllocationQueued(String userId, String projectId, int gpuCount) implements AllocationEvent {}

    /**
     * GPUs are held. {@code servers} are all servers it touches; those with {@code deploy} have no installed system yet and
     * must be deployed by a workflow.
     */
    record AllocationReserved(
            String userId,
            String projectId,
            @Nullable String purpose,
            List<HeldGpu> gpus,
            List<HeldServer> servers,
            @Nullable String template,
            List<String> sshKeys,
            @Nullable String userData)
            implements AllocationEvent {}

    /** Its servers are being installed. */
    record AllocationProvisioning(String projectId, List<String> workflowIds) implements AllocationEvent {}

    /** Its user can work. */
    record AllocationActivated(String projectId, List<HeldGpu> gpus) implements AllocationEvent {}

    /** Powered off by its owner, still held. */
    record AllocationStopped(String projectId, List<HeldServer> servers) implements AllocationEvent {}

    /** Powered on again. */
    record AllocationStarted(String projectId, List<HeldServer> servers) implements AllocationEvent {}

    /** A GPU that it holds failed. */
    record AllocationDegraded(String projectId, String gpuId, String cause) implements AllocationEvent {}

    /** A failed GPU was replaced within the allocation. */
    record AllocationGpuReplaced(String projectId, HeldGpu removed, HeldGpu added) implements AllocationEvent {}

    /**
     * Its GPUs are being given back. Servers with {@code clean} are held by no other live allocation and must be cleaned.
     */
    record AllocationReleasing(
            String projectId,
            List<HeldGpu> gpus,
            List<HeldServer> servers,
            @Nullable String reason) implements AllocationEvent {}

    /** Nothing is held any more; {@code gpuSeconds} is what it used. */
    record AllocationReleased(
            String projectId, long gpuSeconds, @Nullable String reason) implements AllocationEvent {}

    /** Ended before it held or kept anything: rejected, failed, cancelled, expired or preempted. */
    record AllocationEnded(String projectId, String state, String reason) implements AllocationEvent {}

    /** A GPU in an allocation. */
    record HeldGpu(String gpuId, String gpuName, String serverId) {}

    /** A server that an allocation touches. */
    record HeldServer(String serverId, String serverName, boolean deploy, boolean clean) {}
}
