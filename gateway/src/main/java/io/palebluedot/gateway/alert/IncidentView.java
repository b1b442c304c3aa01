package io.palebluedot.gateway.alert;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.gateway.web.Words;
import io.palebluedot.proto.alert.v1.Evidence;
import io.palebluedot.proto.alert.v1.Incident;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Alerts that belong together, and their likely cause. */
@Schema(name = "Incident")
record IncidentView(
        String id,

        @Schema(description = "firing, acknowledged, resolved, merged") @Nullable
        String state,

        @Schema(description = "info, warning, critical") @Nullable
        String severity,

        @Nullable String title,
        @Nullable String template,
        @Nullable String rootCauseAlertId,
        @Nullable String rootCause,

        @Schema(description = "Sum of the evidence", minimum = "0", maximum = "1")
        double score,

        List<String> alertIds,
        List<EvidenceView> evidence,
        @Nullable String serverId,
        @Nullable Instant startedAt,
        @Nullable Instant updatedAt,
        @Nullable Instant resolvedAt,
        @Nullable String recommendedAction) {

    /** Why they belong together. */
    @Schema(name = "Evidence")
    public record EvidenceView(
            @Schema(description = "time, topology, template, co_occurrence")
            String kind,

            @Nullable String text,
            double score) {

        static EvidenceView of(Evidence e) {
            return new EvidenceView(e.getKind(), Wire.text(e.getText()), e.getScore());
        }
    }

    static IncidentView of(Incident i) {
        return new IncidentView(
                i.getId(),
                Words.of(i.getState()),
                Words.of(i.getSeverity()),
                Wire.text(i.getTitle()),
                Wire.text(i.getTemplate()),
                Wire.text(i.getRootCauseAlertId()),
                Wire.text(i.getRootCause()),
                i.getScore(),
                i.getAlertIdsList(),
                i.getEvidenceList().stream().map(EvidenceView::of).toList(),
                Wire.text(i.getServerId()),
                Wire.instant(i.hasStartedAt(), i.getStartedAt()),
                Wire.instant(i.hasUpdatedAt(), i.getUpdatedAt()),
                Wire.instant(i.hasResolvedAt(), i.getResolvedAt()),
                Wire.text(i.getRecommendedAction()));
    }
}
