package io.palebluedot.gateway.gpu;

import io.palebluedot.proto.inventory.v1.UpdateGpuRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What may be changed of a GPU: never its identity or owner. */
@Schema(description = "Absent fields stay as they are; labels are replaced as a whole")
public record GpuUpdate(
        @Nullable @Size(max = 64) Map<@NotBlank @Size(max = 63) String, @NotNull @Size(max = 255) String> labels,

        @Schema(description = "True keeps it from being allocated") @Nullable
        Boolean maintenance,

        @Schema(
                description = "Name of its device at its server's gNMI target, by which it is then configured;"
                        + " empty takes it away")
        @Nullable
        @Size(max = 128)
        String gnmiDeviceId) {

    UpdateGpuRequest.Builder request() {
        var request = UpdateGpuRequest.newBuilder();
        if (labels != null) {
            request.putAllLabels(labels).setSetLabels(true);
        }
        if (maintenance != null) {
            request.setMaintenance(maintenance);
        }
        if (gnmiDeviceId != null) {
            request.setGnmiDeviceId(gnmiDeviceId);
        }
        return request;
    }
}
