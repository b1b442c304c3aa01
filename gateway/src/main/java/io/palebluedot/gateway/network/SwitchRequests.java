package io.palebluedot.gateway.network;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.hardware.v1.RegisterSwitchRequest;
import io.palebluedot.proto.hardware.v1.SetSwitchInterfaceRequest;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What can be asked of switches. */
final class SwitchRequests {

    private SwitchRequests() {}

    /** A switch to be followed. */
    @Schema(
            name = "SwitchCreate",
            examples =
                    "{\"name\": \"leaf-1\", \"address\": \"10.0.1.1:9339\", \"username\": \"admin\", \"password\": \"…\"}")
    public record Create(
            @Schema(description = "Letters, digits, '.', '_', '-'; no UUID") @NotBlank @Size(max = 63)
            String name,

            @Schema(description = "host or host:port of its gNMI target; the port is 9339 otherwise")
            @NotBlank
            @Size(max = 512)
            String address,

            @NotBlank @Size(max = 128) String username,

            @Schema(description = "Stored encrypted, never answered", writeOnly = true, format = "password")
            @NotBlank
            @Size(max = 128)
            String password) {

        RegisterSwitchRequest request() {
            return RegisterSwitchRequest.newBuilder()
                    .setName(name)
                    .setAddress(address)
                    .setUsername(username)
                    .setPassword(password)
                    .build();
        }

        /** Keeps the password out of logs. */
        @Override
        public String toString() {
            return "Create[" + name + " " + address + " " + username + "]";
        }
    }

    /** Settings of an interface; what is absent stays as it is. */
    @Schema(name = "SwitchInterfaceUpdate", examples = "{\"enabled\": true, \"mtu\": 9100}")
    public record Settings(
            @Nullable Boolean enabled,

            @Schema(description = "Bytes") @Nullable @Min(68) @Max(65_535)
            Integer mtu,

            @Schema(description = "Empty takes it away") @Nullable @Size(max = 255)
            String description,

            @Schema(description = "Makes the port an access port of this VLAN") @Nullable @Min(1) @Max(4_094)
            Integer accessVlan) {

        @AssertTrue(message = "must give enabled, mtu, description or access_vlan")
        boolean isGiven() {
            return enabled != null || mtu != null || description != null || accessVlan != null;
        }

        SetSwitchInterfaceRequest request(String ref, String name, @Nullable String key) {
            var request = SetSwitchInterfaceRequest.newBuilder()
                    .setRef(ref)
                    .setName(name)
                    .setIdempotencyKey(Wire.orEmpty(key));
            if (enabled != null) {
                request.setEnabled(enabled);
            }
            if (mtu != null) {
                request.setMtu(mtu);
            }
            if (description != null) {
                request.setDescription(description);
            }
            if (accessVlan != null) {
                request.setAccessVlan(accessVlan);
            }
            return request.build();
        }
    }
}
