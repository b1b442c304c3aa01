package io.palebluedot.events;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Moves of alerts and incidents; the subject is the alert's or the incident's id. From alert-service. */
public sealed interface AlertEvent extends EventData {

    /** An alert fires (AlertRaised). */
    record AlertRaised(
            String name,
            String severity,
            String summary,
            @Nullable String serverId,
            @Nullable String gpuId,
            @Nullable Double value,
            Map<String, String> labels)
            implements AlertEvent {}

    /** An alert ended (AlertResolved). */
    record AlertResolved(
            String name,
            @Nullable String serverId,
            @Nullable String gpuId,
            String cause) implements AlertEvent {}

    /** An alert's severity rose, or nobody acknowledged it in time (AlertEscalated). */
    record AlertEscalated(String name, String fromSeverity, String toSeverity, String cause) implements AlertEvent {}

    /** A person took the alert. */
    record AlertAcknowledged(String name, String by) implements AlertEvent {}

    /** Alerts were found to have one cause. */
    record IncidentOpened(
            String title,
            @Nullable String template,
            @Nullable String rootCauseAlertId,
            double score,
            List<String> alertIds)
            implements AlertEvent {}

    /** The incident's alerts or cause changed. */
    record IncidentUpdated(String title, @Nullable String rootCauseAlertId, double score, List<String> alertIds)
            implements AlertEvent {}

    /** All its alerts ended. */
    record IncidentResolved(String title) implements AlertEvent {}
}
