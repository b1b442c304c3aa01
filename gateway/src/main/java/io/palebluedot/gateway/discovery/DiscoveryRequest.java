package io.palebluedot.gateway.discovery;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.hardware.v1.Credential;
import io.palebluedot.proto.hardware.v1.StartDiscoveryRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
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

/** Where to look for BMCs, and what to sign in with there. */
@Schema(
        name = "DiscoveryRequest",
        examples =
                "{\"addresses\": [\"10.0.0.17\"], \"credentials\": [{\"username\": \"admin\", \"password\": \"…\"}]}")
public record DiscoveryRequest(
        @Nullable @Size(max = 64) String cidr,

        @Schema(description = "host or host:port") @Nullable @Size(max = 4_096)
        List<@NotBlank @Size(max = 512) String> addresses,

        @Schema(description = "Absent: each protocol's own") @Nullable @Min(1) @Max(65_535)
        Integer port,

        @Schema(description = "Of single protocols, before port, such as {\"redfish\": 8443, \"ipmi\": 623}")
        @Nullable
        @Size(max = 3)
        Map<@Pattern(regexp = "redfish|ipmi|gnmi") String, @NotNull @Min(1) @Max(65_535) Integer> ports,

        @Schema(description = "Name of stored credentials") @Nullable @Size(max = 128)
        String credentialsRef,

        @Schema(description = "Tried in this order") @Nullable @Size(max = 16)
        List<@NotNull @Valid NewCredential> credentials,

        @Schema(description = "The first that answers tells what the machine is; absent: redfish, ipmi")
        @Nullable
        @Size(max = 3)
        List<@NotNull @Pattern(regexp = "redfish|ipmi|gnmi") String> protocols,

        @Schema(description = "Of dcgm-exporter on the host; absent: 9400") @Nullable @Min(1) @Max(65_535)
        Integer dcgmExporterPort,

        @Schema(description = "Of node_exporter on the host; absent: 9100") @Nullable @Min(1) @Max(65_535)
        Integer nodeExporterPort) {

    /** A user and password of BMCs. */
    @Schema(name = "BmcCredential")
    public record NewCredential(
            @NotBlank @Size(max = 128) String username,

            @Schema(writeOnly = true, format = "password") @NotNull @Size(max = 128)
            String password) {

        /** Keeps the password out of logs. */
        @Override
        public String toString() {
            return "NewCredential[" + username + "]";
        }
    }

    @AssertTrue(message = "must give cidr or addresses")
    boolean isGiven() {
        return cidr != null || (addresses != null && !addresses.isEmpty());
    }

    StartDiscoveryRequest request() {
        var request = StartDiscoveryRequest.newBuilder()
                .setCidr(Wire.orEmpty(cidr))
                .addAllAddresses(addresses == null ? List.of() : addresses)
                .setPort(orZero(port))
                .setCredentialsRef(Wire.orEmpty(credentialsRef))
                .addAllProtocols(protocols == null ? List.of() : protocols)
                .setDcgmExporterPort(orZero(dcgmExporterPort))
                .setNodeExporterPort(orZero(nodeExporterPort));
        if (ports != null) {
            request.putAllPorts(ports);
        }
        if (credentials != null) {
            credentials.forEach(one -> request.addCredentials(
                    Credential.newBuilder().setUsername(one.username()).setPassword(one.password())));
        }
        return request.build();
    }

    private static int orZero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}
