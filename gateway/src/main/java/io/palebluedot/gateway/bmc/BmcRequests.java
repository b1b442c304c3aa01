package io.palebluedot.gateway.bmc;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.hardware.v1.CreateVolumeRequest;
import io.palebluedot.proto.hardware.v1.InsertMediaRequest;
import io.palebluedot.proto.hardware.v1.SendRawRequest;
import io.palebluedot.rpc.Failures;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Bodies of the routes of this package. */
final class BmcRequests {

    private BmcRequests() {}

    /** Either a target, or a whole order. */
    @Schema(name = "BootRequest", examples = "{\"target\": \"Pxe\", \"once\": true, \"power_cycle\": true}")
    public record Boot(
            @Schema(description = "Redfish word: Pxe, Hdd, Cd, UefiHttp, BiosSetup, None …")
            @Nullable
            @Size(min = 1, max = 64)
            String target,

            @Schema(description = "For the next boot only; true when absent") @Nullable
            Boolean once,

            @Schema(description = "Also brings the server up from there") @Nullable
            Boolean powerCycle,

            @Schema(description = "Every boot option exactly once; holds after the next reset")
            @Nullable
            @Size(min = 1, max = 100)
            List<@NotBlank @Size(max = 256) String> order) {

        /** The target; empty when an order is meant. Fails with INVALID_INPUT for both or neither. */
        String targetOrEmpty() {
            if ((target == null) == (order == null)) {
                throw Failures.invalid("target", "either target or order is required");
            }
            if (order != null && (once != null || powerCycle != null)) {
                throw Failures.invalid("order", "once and power_cycle go with a target");
            }
            return Wire.orEmpty(target);
        }
    }

    /** An image for a virtual drive. */
    @Schema(
            name = "MediaRequest",
            examples = "{\"type\": \"CD\", \"image_uri\": \"https://images.example.com/rescue.iso\"}")
    public record Media(
            @NotNull @Pattern(regexp = "CD|DVD|Floppy|USBStick", message = "must be one of CD, DVD, Floppy, USBStick")
            String type,

            @Schema(description = "The BMC fetches it itself") @NotBlank @Size(max = 2_048)
            String imageUri) {

        InsertMediaRequest request(String serverId, String key) {
            return InsertMediaRequest.newBuilder()
                    .setServerId(serverId)
                    .setType(type)
                    .setImageUri(imageUri)
                    .setIdempotencyKey(key)
                    .build();
        }
    }

    /** A volume to be made. */
    @Schema(
            name = "VolumeRequest",
            examples =
                    "{\"controller\": \"RAID.1\", \"name\": \"os\", \"raid_type\": \"RAID1\", \"drives\": [\"Disk.0\", \"Disk.1\"]}")
    public record Volume(
            @NotBlank @Size(max = 256) String controller,

            @Schema(description = "Unique on its controller")
            @NotNull
            @Pattern(
                    regexp = "[A-Za-z0-9._-]{1,15}",
                    message = "must be 1 to 15 letters, digits, dots, dashes or underscores")
            String name,

            @NotNull @Pattern(regexp = "RAID[0-9A-Z]{1,8}", message = "must be a Redfish word such as RAID1")
            String raidType,

            @NotEmpty @Size(max = 256) List<@NotBlank @Size(max = 256) String> drives,

            @Schema(description = "All the room there is when absent") @Nullable @Min(1)
            Long capacityBytes) {

        CreateVolumeRequest request(String serverId, String key) {
            return CreateVolumeRequest.newBuilder()
                    .setServerId(serverId)
                    .setController(controller)
                    .setName(name)
                    .setRaidType(raidType)
                    .addAllDrives(drives)
                    .setCapacityBytes(capacityBytes == null ? 0 : capacityBytes)
                    .setIdempotencyKey(key)
                    .build();
        }
    }

    /** One IPMI command. */
    @Schema(name = "RawRequest", examples = "{\"network_function\": 6, \"command\": 1, \"data\": \"\"}")
    public record Raw(
            @Schema(description = "Even, 0 to 62") @NotNull @Min(0) @Max(62)
            Integer networkFunction,

            @NotNull @Min(0) @Max(255) Integer command,

            @Schema(description = "Hexadecimal, two digits an octet")
            @Nullable
            @Pattern(regexp = "([0-9A-Fa-f]{2}){0,255}", message = "must be up to 255 octets in hexadecimal")
            String data) {

        SendRawRequest request(String serverId) {
            byte[] octets = HexFormat.of().parseHex(Wire.orEmpty(data));
            return SendRawRequest.newBuilder()
                    .setServerId(serverId)
                    .setNetworkFunction(networkFunction)
                    .setCommand(command)
                    .setData(com.google.protobuf.ByteString.copyFrom(octets))
                    .build();
        }
    }
}
