package io.palebluedot.alert.alerts;

import io.palebluedot.alert.lifecycle.AlertState;
import io.palebluedot.alert.lifecycle.Severity;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert.
 *
 * @param fingerprint what makes two findings the same alert; one open alert each
 * @param told AlertRaised went out
 * @param occurrences how often it was found while it lasted
 */
public record Alert(
        UUID id,
        String fingerprint,
        String name,
        AlertState state,
        Severity severity,
        String summary,
        @Nullable String serverId,
        @Nullable String gpuId,
        @Nullable String allocationId,
        @Nullable String projectId,
        @Nullable UUID ruleId,
        Map<String, String> labels,
        @Nullable Double value,
        @Nullable Double threshold,
        @Nullable UUID incidentId,
        @Nullable String acknowledgedBy,
        int occurrences,
        Instant startedAt,
        @Nullable Instant firedAt,
        @Nullable Instant resolvedAt,
        boolean told,
        String source,
        long version,
        List<Comment> comments) {

    /** What silences match on: its own labels and the facts that every alert has, in Alertmanager's manner. */
    public Map<String, String> matchable() {
        return matchable(labels, name, severity, serverId, gpuId);
    }

    static Map<String, String> matchable(
            Map<String, String> labels,
            String name,
            Severity severity,
            @Nullable String serverId,
            @Nullable String gpuId) {
        var all = new HashMap<>(labels);
        all.put("alertname", name);
        all.put("severity", severity.wire());
        if (serverId != null) {
            all.put("server_id", serverId);
        }
        if (gpuId != null) {
            all.put("gpu_id", gpuId);
        }
        return all;
    }
}
