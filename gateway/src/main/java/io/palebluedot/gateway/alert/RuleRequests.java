package io.palebluedot.gateway.alert;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.gateway.web.Words;
import io.palebluedot.proto.alert.v1.CreateRuleRequest;
import io.palebluedot.proto.alert.v1.Severity;
import io.palebluedot.proto.alert.v1.UpdateRuleRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Bodies of the routes of alert rules. */
final class RuleRequests {

    private static final int DAY = 86_400;
    private static final String COMPARISONS = "gt|ge|lt|le|eq";
    private static final String COMPARISON_MESSAGE = "must be one of gt, ge, lt, le, eq";

    private RuleRequests() {}

    /** A new rule. */
    @Schema(
            name = "AlertRuleCreate",
            examples =
                    "{\"name\": \"GpuHot\", \"metric\": \"gpu_temperature_celsius\", \"comparison\": \"gt\", \"threshold\": 85, \"for_seconds\": 300}")
    public record Create(
            @NotBlank @Size(max = 255) String name,
            @NotBlank @Size(max = 128) String metric,

            @NotNull @Pattern(regexp = COMPARISONS, message = COMPARISON_MESSAGE)
            String comparison,

            @NotNull Double threshold,
            @Nullable @Min(0) @Max(DAY) Integer forSeconds,

            @Schema(description = "info, warning (default), critical") @Nullable @Size(max = 20)
            String severity,

            @Nullable @Size(max = 2_000) String summary,

            @Schema(description = "Default: gpu")
            @Nullable
            @Pattern(regexp = "gpu|server|platform", message = "must be one of gpu, server, platform")
            String scope,

            @Nullable @Size(max = 64) Map<@NotBlank @Size(max = 128) String, @NotNull @Size(max = 1_024) String> labels,

            @Schema(description = "Default: true") @Nullable Boolean enabled) {

        CreateRuleRequest request() {
            return CreateRuleRequest.newBuilder()
                    .setName(name)
                    .setMetric(metric)
                    .setComparison(comparison)
                    .setThreshold(threshold)
                    .setForSeconds(forSeconds == null ? 0 : forSeconds)
                    .setSeverity(
                            severity == null
                                    ? Severity.SEVERITY_WARNING
                                    : Words.parse("severity", severity, Severity.class))
                    .setSummary(Wire.orEmpty(summary))
                    .setScope(scope == null ? "gpu" : scope)
                    .putAllLabels(labels == null ? Map.of() : labels)
                    .setEnabled(enabled == null || enabled)
                    .build();
        }
    }

    /** What may be changed of a rule. */
    @Schema(name = "AlertRuleUpdate", description = "Absent fields stay as they are")
    public record Update(
            @Nullable Double threshold,
            @Nullable @Min(0) @Max(DAY) Integer forSeconds,
            @Nullable @Size(max = 20) String severity,
            @Nullable @Size(max = 2_000) String summary,
            @Nullable Boolean enabled,

            @Nullable @Pattern(regexp = COMPARISONS, message = COMPARISON_MESSAGE)
            String comparison) {

        UpdateRuleRequest.Builder request(String ref) {
            var request = UpdateRuleRequest.newBuilder().setRef(ref);
            if (threshold != null) {
                request.setThreshold(threshold);
            }
            if (forSeconds != null) {
                request.setForSeconds(forSeconds);
            }
            if (severity != null) {
                request.setSeverity(Words.parse("severity", severity, Severity.class));
            }
            if (summary != null) {
                request.setSummary(summary);
            }
            if (enabled != null) {
                request.setEnabled(enabled);
            }
            if (comparison != null) {
                request.setComparison(comparison);
            }
            return request;
        }
    }
}
