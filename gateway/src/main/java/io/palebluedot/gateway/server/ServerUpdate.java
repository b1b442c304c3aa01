package io.palebluedot.gateway.server;

import io.palebluedot.proto.inventory.v1.UpdateServerRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What may be changed of a server: never its identity or state. */
@Schema(description = "Absent fields stay as they are; labels and place are replaced as a whole")
public record ServerUpdate(
        @Nullable @Size(min = 1, max = 253) String name,

        @Nullable @Size(max = 64) Map<@NotBlank @Size(max = 63) String, @NotNull @Size(max = 255) String> labels,

        @Nullable @Valid PlaceView place,
        @Nullable @Size(max = 2_048) String dcgmExporterUrl,
        @Nullable @Size(max = 2_048) String nodeExporterUrl,
        @Nullable @Size(min = 1, max = 512) String bmcAddress,
        @Nullable @Size(max = 128) String bmcUsername,

        @Schema(description = "Stored encrypted, never answered", writeOnly = true, format = "password")
        @Nullable
        @Size(max = 128)
        String bmcPassword) {

    UpdateServerRequest.Builder request() {
        var request = UpdateServerRequest.newBuilder();
        if (name != null) {
            request.setName(name);
        }
        if (labels != null) {
            request.putAllLabels(labels).setSetLabels(true);
        }
        if (place != null) {
            request.setPlace(place.proto());
        }
        if (dcgmExporterUrl != null) {
            request.setDcgmExporterUrl(dcgmExporterUrl);
        }
        if (nodeExporterUrl != null) {
            request.setNodeExporterUrl(nodeExporterUrl);
        }
        return bmc(request);
    }

    private UpdateServerRequest.Builder bmc(UpdateServerRequest.Builder request) {
        if (bmcAddress != null) {
            request.setBmcAddress(bmcAddress);
        }
        if (bmcUsername != null) {
            request.setBmcUsername(bmcUsername);
        }
        if (bmcPassword != null) {
            request.setBmcPassword(bmcPassword);
        }
        return request;
    }

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return "ServerUpdate[" + name + "]";
    }
}
