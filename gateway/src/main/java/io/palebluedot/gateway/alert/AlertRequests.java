package io.palebluedot.gateway.alert;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.gateway.web.Words;
import io.palebluedot.proto.alert.v1.CreateAlertRequest;
import io.palebluedot.proto.alert.v1.Severity;
import io.palebluedot.proto.alert.v1.UpdateAlertRequest;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Bodies of the routes of alerts. */
final class AlertRequests {

    private AlertRequests() {}

    /** An alert that a person or another system raises. */
    @Schema(name = "AlertCreate")
    public record Create(
            @NotBlank @Size(max = 255) String name,

            @Schema(description = "info, warning (default), critical") @Nullable @Size(max = 20)
            String severity,

            @Nullable @Size(max = 2_000) String summary,

            @Schema(description = "Id or name") @Nullable @Size(max = 253)
            String serverId,

            @Schema(description = "Id or name") @Nullable @Size(max = 128)
            String gpuId,

            @Nullable @Size(max = 64)
            Map<@NotBlank @Size(max = 128) String, @NotNull @Size(max = 1_024) String> labels) {

        CreateAlertRequest.Builder request() {
            return CreateAlertRequest.newBuilder()
                    .setName(name)
                    .setSeverity(
                            severity == null
                                    ? Severity.SEVERITY_WARNING
                                    : Words.parse("severity", severity, Severity.class))
                    .setSummary(Wire.orEmpty(summary))
                    .putAllLabels(labels == null ? Map.of() : labels);
        }
    }

    /** What is done about an alert. */
    @Schema(name = "AlertUpdate", examples = "{\"action\": \"acknowledge\", \"comment\": \"looking at it\"}")
    public record Update(
            @Nullable @Pattern(regexp = "acknowledge|resolve", message = "must be acknowledge or resolve")
            String action,

            @Nullable @Size(max = 2_000) String comment) {

        @AssertTrue(message = "must give action or comment")
        boolean isGiven() {
            return action != null || (comment != null && !comment.isBlank());
        }

        UpdateAlertRequest.Builder request(String id) {
            return UpdateAlertRequest.newBuilder()
                    .setId(id)
                    .setAction(Wire.orEmpty(action))
                    .setComment(Wire.orEmpty(comment));
        }
    }
}
