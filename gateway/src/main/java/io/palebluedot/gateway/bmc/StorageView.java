package io.palebluedot.gateway.bmc;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.hardware.v1.StorageController;
import io.palebluedot.proto.hardware.v1.StorageDrive;
import io.palebluedot.proto.hardware.v1.StorageVolume;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A storage controller, its drives, and the volumes made of them. */
@Schema(name = "StorageController")
record StorageView(
        String id,
        @Nullable String name,

        @Schema(description = "What it can make; empty when the BMC does not tell")
        List<String> raidTypes,

        List<DriveView> drives,
        List<VolumeView> volumes) {

    /** A drive. */
    @Schema(name = "StorageDrive")
    record DriveView(
            String id,
            @Nullable String name,
            @Nullable String serial,
            @Nullable Long capacityBytes,

            @Schema(description = "SSD or HDD") @Nullable String mediaType,

            @Nullable String protocol,

            @Schema(description = "OK, Warning, Critical") @Nullable
            String health) {

        static DriveView of(StorageDrive drive) {
            return new DriveView(
                    drive.getId(),
                    Wire.text(drive.getName()),
                    Wire.text(drive.getSerial()),
                    Wire.known(drive.getCapacityBytes()),
                    Wire.text(drive.getMediaType()),
                    Wire.text(drive.getProtocol()),
                    Wire.text(drive.getHealth()));
        }
    }

    /** A volume. */
    @Schema(name = "StorageVolume")
    record VolumeView(
            String id,
            @Nullable String name,
            @Nullable String raidType,
            @Nullable Long capacityBytes,

            @Schema(description = "OK, Warning, Critical") @Nullable
            String health,

            @Schema(description = "Ids of its drives") List<String> drives) {

        static VolumeView of(StorageVolume volume) {
            return new VolumeView(
                    volume.getId(),
                    Wire.text(volume.getName()),
                    Wire.text(volume.getRaidType()),
                    Wire.known(volume.getCapacityBytes()),
                    Wire.text(volume.getHealth()),
                    volume.getDrivesList());
        }
    }

    static StorageView of(StorageController controller) {
        return new StorageView(
                controller.getId(),
                Wire.text(controller.getName()),
                controller.getRaidTypesList(),
                controller.getDrivesList().stream().map(DriveView::of).toList(),
                controller.getVolumesList().stream().map(VolumeView::of).toList());
    }
}
