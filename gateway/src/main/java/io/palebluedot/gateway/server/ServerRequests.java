package io.palebluedot.gateway.server;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.hardware.v1.UpdateFirmwareRequest;
import io.palebluedot.proto.inventory.v1.AddGpuRequest;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Small bodies of the routes under one server. */
final class ServerRequests {

    private ServerRequests() {}

    /** What to do with the power. */
    @Schema(name = "PowerRequest", examples = "{\"action\": \"power_cycle\"}")
    public record Power(
            @Schema(description = "on (power_on), off (power_off), graceful_shutdown, reboot, power_cycle, nmi")
            @NotNull
            @Pattern(
                    regexp = "on|off|power_on|power_off|graceful_shutdown|reboot|power_cycle|nmi",
                    message = "must be one of on, off, graceful_shutdown, reboot, power_cycle, nmi")
            String action) {

        String word() {
            return switch (action) {
                case "power_on" -> "on";
                case "power_off" -> "off";
                default -> action;
            };
        }
    }

    /** BIOS attributes by their own names. */
    @Schema(name = "BiosRequest", examples = "{\"attributes\": {\"SriovGlobalEnable\": \"Enabled\"}}")
    public record Bios(
            @Schema(description = "Taken over at the next reset") @NotEmpty @Size(max = 1_000)
            Map<@NotBlank @Size(max = 256) String, Object> attributes) {}

    /** New firmware for one component. */
    @Schema(
            name = "FirmwareRequest",
            examples =
                    "{\"component\": \"BMC\", \"image_uri\": \"https://images.example.com/bmc.bin\", \"checksum\": \"sha256:…\", \"apply_time\": \"on_reset\"}")
    public record Firmware(
            @NotBlank @Size(max = 256) String component,
            @NotBlank @Size(max = 2_048) String imageUri,

            @Schema(description = "sha256: and 64 hexadecimal digits") @Nullable @Size(max = 200)
            String checksum,

            @Nullable @Pattern(regexp = "immediate|on_reset", message = "must be immediate or on_reset")
            String applyTime) {

        UpdateFirmwareRequest request(String serverId, String idempotencyKey) {
            return UpdateFirmwareRequest.newBuilder()
                    .setServerId(serverId)
                    .setComponent(component)
                    .setImageUri(imageUri)
                    .setChecksum(Wire.orEmpty(checksum))
                    .setApplyTime(Wire.orEmpty(applyTime))
                    .setIdempotencyKey(idempotencyKey)
                    .build();
        }
    }

    /** Maintenance keeps a server from being allocated, whatever its state. */
    @Schema(name = "MaintenanceRequest")
    public record Maintenance(
            @NotNull Boolean maintenance,
            @Nullable @Size(max = 1_000) String reason) {}

    /** A GPU that no BMC reports. */
    @Schema(name = "GpuCreate")
    public record NewGpu(
            @NotBlank @Size(max = 128) String model,
            @Nullable @Size(max = 128) String serial,
            @Nullable @Size(max = 128) String slot,
            @Nullable @Size(max = 64) String pciAddress,
            @Schema(description = "Bytes") @Nullable @Min(1) Long memoryBytes,

            @Nullable @Size(max = 64) Map<@NotBlank @Size(max = 63) String, @NotNull @Size(max = 255) String> labels) {

        AddGpuRequest request(String server) {
            return AddGpuRequest.newBuilder()
                    .setServer(server)
                    .setModel(model)
                    .setSerial(Wire.orEmpty(serial))
                    .setSlot(Wire.orEmpty(slot))
                    .setPciAddress(Wire.orEmpty(pciAddress))
                    .setMemoryBytes(memoryBytes == null ? 0 : memoryBytes)
                    .putAllLabels(labels == null ? Map.of() : labels)
                    .build();
        }
    }
}
