package io.palebluedot.gateway.allocation;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.allocation.v1.UpdateAllocationRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What may be changed of an allocation: never what it holds. */
@Schema(description = "Absent fields stay as they are; labels are replaced as a whole")
public record AllocationUpdate(
        @Nullable @Size(max = 1_000) String purpose,

        @Nullable @Size(max = 64) Map<@NotBlank @Size(max = 63) String, @NotNull @Size(max = 255) String> labels,

        @Schema(description = "New end of the lease") @Nullable
        Instant end) {

    UpdateAllocationRequest.Builder request(String ref) {
        var request = UpdateAllocationRequest.newBuilder().setRef(ref);
        if (purpose != null) {
            request.setPurpose(purpose);
        }
        if (labels != null) {
            request.putAllLabels(labels).setSetLabels(true);
        }
        if (end != null) {
            request.setEnd(Wire.timestamp(end));
        }
        return request;
    }
}
