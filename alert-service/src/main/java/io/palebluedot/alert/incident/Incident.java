package io.palebluedot.alert.incident;

import io.palebluedot.alert.correlation.Evidence;
import io.palebluedot.alert.lifecycle.IncidentState;
import io.palebluedot.alert.lifecycle.Severity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Alerts with one likely cause, and what to do; {@code alertIds} are those that the reader may see. */
public record Incident(
        UUID id,
        IncidentState state,
        Severity severity,
        String title,
        @Nullable String template,
        @Nullable UUID rootCauseAlertId,
        String rootCause,
        String recommendedAction,
        double score,
        List<Evidence> evidence,
        @Nullable String serverId,
        Instant startedAt,
        Instant updatedAt,
        @Nullable Instant resolvedAt,
        List<String> alertIds) {}
