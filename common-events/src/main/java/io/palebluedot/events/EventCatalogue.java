package io.palebluedot.events;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The table of all event types: class, domain and participle on the wire, and the name people know it by. */
public final class EventCatalogue {

    /**
     * One event type.
     *
     * @param name HardwareDiscovered and the like, or the record's own name
     */
    public record Entry(Class<? extends EventData> dataClass, String domain, String participle, String name) {
        /** {@code io.palebluedot.<domain>.<participle>.v1}. */
        public String type() {
            return "io.palebluedot." + domain + "." + participle + ".v1";
        }

        /** NATS subject of an event of this type about the given object. */
        public String natsSubject(String objectId) {
            return Subjects.event(domain, objectId, participle);
        }
    }

    private static final List<Entry> ENTRIES = List.of(
            entry(ServerEvent.ServerDiscovered.class, "server", "discovered", "HardwareDiscovered"),
            entry(ServerEvent.ServerInspected.class, "server", "inspected", null),
            entry(ServerEvent.ServerReachabilityChanged.class, "server", "reachability_changed", null),
            entry(ServerEvent.ServerPowerChanged.class, "server", "power_changed", null),
            entry(ServerEvent.ServerStateChanged.class, "server", "state_changed", null),
            entry(ServerEvent.ServerProvisioned.class, "server", "provisioned", "HardwareProvisioned"),
            entry(ServerEvent.ServerFailed.class, "server", "failed", "HardwareFailed"),
            entry(ServerEvent.ServerDecommissioned.class, "server", "decommissioned", "HardwareDecommissioned"),
            entry(GpuEvent.GpuStatusChanged.class, "gpu", "status_changed", "GPUStatusChanged"),
            entry(GpuEvent.XidReported.class, "gpu", "xid_reported", null),
            entry(ConfigEvent.ConfigChanged.class, "config", "changed", "ConfigChanged"),
            entry(ConfigEvent.ConfigValidated.class, "config", "validated", "ConfigValidated"),
            entry(ConfigEvent.ConfigConflict.class, "config", "conflicted", "ConfigConflict"),
            entry(OperationEvent.OperationQueued.class, "operation", "queued", null),
            entry(OperationEvent.OperationStarted.class, "operation", "started", null),
            entry(OperationEvent.OperationSucceeded.class, "operation", "succeeded", null),
            entry(OperationEvent.OperationFailed.class, "operation", "failed", null),
            entry(OperationEvent.OperationCancelled.class, "operation", "cancelled", null),
            entry(AllocationEvent.AllocationQueued.class, "allocation", "queued", null),
            entry(AllocationEvent.AllocationReserved.class, "allocation", "reserved", null),
            entry(AllocationEvent.AllocationProvisioning.class, "allocation", "provisioning_started", null),
            entry(AllocationEvent.AllocationActivated.class, "allocation", "activated", null),
            entry(AllocationEvent.AllocationStopped.class, "allocation", "stopped", null),
            entry(AllocationEvent.AllocationStarted.class, "allocation", "started", null),
            entry(AllocationEvent.AllocationDegraded.class, "allocation", "degraded", null),
            entry(AllocationEvent.AllocationGpuReplaced.class, "allocation", "gpu_replaced", null),
            entry(AllocationEvent.AllocationReleasing.class, "allocation", "release_started", null),
            entry(AllocationEvent.AllocationReleased.class, "allocation", "released", null),
            entry(AllocationEvent.AllocationEnded.class, "allocation", "ended", null),
            entry(WorkflowEvent.WorkflowCreated.class, "workflow", "created", null),
            entry(WorkflowEvent.WorkflowStarted.class, "workflow", "started", null),
            entry(WorkflowEvent.WorkflowStepChanged.class, "workflow", "step_changed", null),
            entry(WorkflowEvent.WorkflowSucceeded.class, "workflow", "succeeded", null),
            entry(WorkflowEvent.WorkflowFailed.class, "workflow", "failed", null),
            entry(WorkflowEvent.WorkflowTimedOut.class, "workflow", "timed_out", null),
            entry(WorkflowEvent.WorkflowCancelled.class, "workflow", "cancelled", null),
            entry(WorkflowEvent.WorkflowPaused.class, "workflow", "paused", null),
            entry(AlertEvent.AlertRaised.class, "alert", "raised", "AlertRaised"),
            entry(AlertEvent.AlertResolved.class, "alert", "resolved", "AlertResolved"),
            entry(AlertEvent.AlertEscalated.class, "alert", "escalated", "AlertEscalated"),
            entry(AlertEvent.AlertAcknowledged.class, "alert", "acknowledged", null),
            entry(AlertEvent.IncidentOpened.class, "incident", "opened", null),
            entry(AlertEvent.IncidentUpdated.class, "incident", "updated", null),
            entry(AlertEvent.IncidentResolved.class, "incident", "resolved", null),
            entry(SystemEvent.SystemStatusChanged.class, "system", "status_changed", "SystemStatusChanged"),
            entry(SystemEvent.NetworkStatusChanged.class, "network", "status_changed", "NetworkStatusChanged"),
            entry(SystemEvent.LinkChanged.class, "network", "link_changed", null),
            entry(ExternalEvent.Reported.class, "external", "reported", null));

    private static final Map<Class<? extends EventData>, Entry> BY_CLASS =
            ENTRIES.stream().collect(toUnmodifiableMap(Entry::dataClass, Function.identity()));
    private static final Map<String, Entry> BY_TYPE =
            ENTRIES.stream().collect(toUnmodifiableMap(Entry::type, Function.identity()));

    private EventCatalogue() {}

    public static List<Entry> entries() {
        return ENTRIES;
    }

    /** The entry of a record's class; every record but {@link ExternalEvent.Unknown} has one. */
    public static Entry of(Class<? extends EventData> dataClass) {
        var entry = BY_CLASS.get(dataClass);
        if (entry == null) {
            throw new IllegalArgumentException("no event type for " + dataClass.getName());
        }
        return entry;
    }

    public static Optional<Entry> ofType(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    private static Entry entry(
            Class<? extends EventData> dataClass, String domain, String participle, @Nullable String name) {
        return new Entry(dataClass, domain, participle, name == null ? dataClass.getSimpleName() : name);
    }
}
