package io.palebluedot.gateway.people;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.allocation.v1.CreateProjectRequest;
import io.palebluedot.proto.allocation.v1.QuotaLimit;
import io.palebluedot.proto.allocation.v1.SetQuotaRequest;
import io.palebluedot.proto.allocation.v1.UpdateProjectRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Bodies of the routes of projects. */
final class ProjectRequests {

    private ProjectRequests() {}

    /** A new project. */
    @Schema(name = "ProjectCreate")
    public record Create(
            @NotBlank @Size(max = 128) String name,
            @Nullable @Size(max = 1_000) String description,

            @Schema(description = "Default: 1") @Nullable @Min(1) @Max(1_000)
            Integer weight) {

        CreateProjectRequest request() {
            return CreateProjectRequest.newBuilder()
                    .setName(name)
                    .setDescription(Wire.orEmpty(description))
                    .setWeight(weight == null ? 1 : weight)
                    .build();
        }
    }

    /** What may be changed of a project. */
    @Schema(name = "ProjectUpdate", description = "Absent fields stay as they are")
    public record Update(
            @Nullable @Size(max = 1_000) String description,
            @Nullable @Min(1) @Max(1_000) Integer weight) {

        UpdateProjectRequest.Builder request(String ref) {
            var request = UpdateProjectRequest.newBuilder().setRef(ref);
            if (description != null) {
                request.setDescription(description);
            }
            if (weight != null) {
                request.setWeight(weight);
            }
            return request;
        }
    }

    /** A quota as a whole. */
    @Schema(name = "QuotaUpdate", description = "Replaces the former limits")
    public record SetQuota(
            @NotNull @Size(max = 100) List<@NotNull @Valid Limit> limits,

            @Schema(description = "Absent or 0: no limit") @Nullable @Min(0) @Max(1_000_000_000)
            Long gpuHoursPerMonth) {

        /** GPUs of one model. */
        @Schema(name = "QuotaLimitUpdate")
        public record Limit(
                @Schema(description = "GPU model, or * for all") @NotBlank @Size(max = 128)
                String gpuModel,

                @NotNull @Min(0) @Max(1_000_000) Integer maxGpus) {

            QuotaLimit proto() {
                return QuotaLimit.newBuilder()
                        .setGpuModel(gpuModel)
                        .setMaxGpus(maxGpus)
                        .build();
            }
        }

        SetQuotaRequest.Builder request(String ref) {
            return SetQuotaRequest.newBuilder()
                    .setRef(ref)
                    .addAllLimits(limits.stream().map(Limit::proto).toList())
                    .setGpuHoursPerMonth(gpuHoursPerMonth == null ? 0 : gpuHoursPerMonth);
        }
    }
}
