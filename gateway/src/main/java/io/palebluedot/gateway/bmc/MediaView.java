package io.palebluedot.gateway.bmc;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.hardware.v1.MediaDrive;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A drive that a BMC shows to its host. */
@Schema(name = "MediaDrive")
record MediaView(
        String id,

        @Schema(description = "CD, DVD, Floppy, USBStick; empty when the BMC does not tell")
        List<String> types,

        @Schema(description = "What is in it; absent when it is empty") @Nullable
        String image) {

    static MediaView of(MediaDrive drive) {
        return new MediaView(drive.getId(), drive.getTypesList(), Wire.text(drive.getImage()));
    }
}
