package io.palebluedot.gateway.alert;

import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.gateway.web.Words;
import io.palebluedot.proto.alert.v1.Alert;
import io.palebluedot.proto.alert.v1.Comment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An alert. */
@Schema(name = "Alert")
record AlertView(
        String id,
        @Schema(examples = "GpuTemperatureHigh") String name,

        @Schema(description = "pending, firing, acknowledged, suppressed, resolved") @Nullable
        String state,

        @Schema(description = "info, warning, critical") @Nullable
        String severity,

        @Nullable String summary,
        @Nullable String serverId,
        @Nullable String gpuId,
        @Nullable String allocationId,
        @Nullable String projectId,
        @Nullable String ruleId,
        Map<String, String> labels,
        @Nullable Double value,
        @Nullable Double threshold,
        @Nullable String incidentId,
        @Nullable String acknowledgedBy,
        List<CommentView> comments,
        int occurrences,
        @Nullable Instant startedAt,
        @Nullable Instant firedAt,
        @Nullable Instant resolvedAt,
        @Nullable String source,
        long version) {

    /** What somebody said about it. */
    @Schema(name = "Comment")
    public record CommentView(
            @Nullable String author, String text, @Nullable Instant at) {

        static CommentView of(Comment c) {
            return new CommentView(Wire.text(c.getAuthor()), c.getText(), Wire.instant(c.hasAt(), c.getAt()));
        }
    }

    static AlertView of(Alert a) {
        return new AlertView(
                a.getId(),
                a.getName(),
                Words.of(a.getState()),
                Words.of(a.getSeverity()),
                Wire.text(a.getSummary()),
                Wire.text(a.getServerId()),
                Wire.text(a.getGpuId()),
                Wire.text(a.getAllocationId()),
                Wire.text(a.getProjectId()),
                Wire.text(a.getRuleId()),
                a.getLabelsMap(),
                a.hasValue() ? a.getValue() : null,
                a.hasThreshold() ? a.getThreshold() : null,
                Wire.text(a.getIncidentId()),
                Wire.text(a.getAcknowledgedBy()),
                a.getCommentsList().stream().map(CommentView::of).toList(),
                a.getOccurrences(),
                Wire.instant(a.hasStartedAt(), a.getStartedAt()),
                Wire.instant(a.hasFiredAt(), a.getFiredAt()),
                Wire.instant(a.hasResolvedAt(), a.getResolvedAt()),
                Wire.text(a.getSource()),
                a.getVersion());
    }

    static Answer<AlertView> answer(Alert alert) {
        return Answer.of(of(alert), alert.getVersion());
    }
}
