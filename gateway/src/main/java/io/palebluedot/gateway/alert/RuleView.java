package io.palebluedot.gateway.alert;

import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.gateway.web.Words;
import io.palebluedot.proto.alert.v1.Rule;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What raises an alert. */
@Schema(name = "AlertRule")
record RuleView(
        String id,
        @Schema(description = "Unique") String name,
        @Nullable String kind,
        @Nullable String metric,

        @Schema(description = "gt, ge, lt, le, eq") @Nullable
        String comparison,

        double threshold,
        @Schema(description = "How long it must hold") int forSeconds,

        @Schema(description = "info, warning, critical") @Nullable
        String severity,

        @Nullable String summary,

        @Schema(description = "gpu, server, platform") @Nullable
        String scope,

        boolean enabled,
        boolean builtIn,
        Map<String, String> labels,
        long version,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {

    static RuleView of(Rule r) {
        return new RuleView(
                r.getId(),
                r.getName(),
                Wire.text(r.getKind()),
                Wire.text(r.getMetric()),
                Wire.text(r.getComparison()),
                r.getThreshold(),
                r.getForSeconds(),
                Words.of(r.getSeverity()),
                Wire.text(r.getSummary()),
                Wire.text(r.getScope()),
                r.getEnabled(),
                r.getBuiltIn(),
                r.getLabelsMap(),
                r.getVersion(),
                Wire.instant(r.hasCreatedAt(), r.getCreatedAt()),
                Wire.instant(r.hasUpdatedAt(), r.getUpdatedAt()));
    }

    static Answer<RuleView> answer(Rule rule) {
        return Answer.of(of(rule), rule.getVersion());
    }
}
