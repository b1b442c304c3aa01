package io.palebluedot.gateway.server;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.inventory.v1.CreateServerRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A server to be enrolled by hand; its BMC is then verified and inspected. */
@Schema(
        examples =
                "{\"name\": \"server456\", \"bmc_address\": \"10.0.0.17\", \"bmc_username\": \"admin\", \"bmc_password\": \"…\"}")
public record ServerCreate(
        @Nullable @Size(max = 253) String name,

        @Schema(description = "host or host:port") @NotBlank @Size(max = 512)
        String bmcAddress,

        @Nullable @Size(max = 128) String bmcUsername,

        @Schema(description = "Stored encrypted, never answered", writeOnly = true, format = "password")
        @Nullable
        @Size(max = 128)
        String bmcPassword,

        @Schema(description = "Tried in this order") @Nullable @Size(max = 3)
        List<@NotNull @Pattern(regexp = "redfish|ipmi|gnmi") String> protocols,

        @Schema(description = "Of single protocols, such as {\"ipmi\": 6230}; absent: their usual ones")
        @Nullable
        @Size(max = 3)
        Map<@Pattern(regexp = "redfish|ipmi|gnmi") String, @NotNull @Min(1) @Max(65_535) Integer> bmcPorts,

        @Nullable @Valid PlaceView place,

        @Nullable @Size(max = 64) Map<@NotBlank @Size(max = 63) String, @NotNull @Size(max = 255) String> labels,

        @Nullable @Size(max = 2_048) String dcgmExporterUrl,
        @Nullable @Size(max = 2_048) String nodeExporterUrl) {

    CreateServerRequest request() {
        var request = CreateServerRequest.newBuilder()
                .setName(Wire.orEmpty(name))
                .setBmcAddress(bmcAddress)
                .setBmcUsername(Wire.orEmpty(bmcUsername))
                .setBmcPassword(Wire.orEmpty(bmcPassword))
                .addAllProtocols(protocols == null ? List.of() : protocols)
                .putAllLabels(labels == null ? Map.of() : labels)
                .setDcgmExporterUrl(Wire.orEmpty(dcgmExporterUrl))
                .setNodeExporterUrl(Wire.orEmpty(nodeExporterUrl));
        if (bmcPorts != null) {
            request.putAllBmcPorts(bmcPorts);
        }
        if (place != null) {
            request.setPlace(place.proto());
        }
        return request.build();
    }

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return "ServerCreate[" + name + " " + bmcAddress + "]";
    }
}
