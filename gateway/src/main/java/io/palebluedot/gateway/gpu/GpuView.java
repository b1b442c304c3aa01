package io.palebluedot.gateway.gpu;

import io.palebluedot.gateway.lookup.HealthWords;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.gateway.web.Words;
import io.palebluedot.proto.inventory.v1.Gpu;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A GPU as an asset. What the hardware does not tell is absent. */
@Schema(name = "Gpu", description = "A GPU; what the hardware does not tell is absent")
public record GpuView(
        String id,

        @Schema(description = "Unique", examples = "gpu-001")
        String name,

        @Nullable String serverId,
        @Nullable String serverName,

        @Schema(
                description = "discovered, available, reserved, allocated, draining, resetting, faulty, rma, removed",
                examples = "available")
        @Nullable
        String state,

        @Schema(description = "available, allocated, in_use, error") @Nullable
        String status,

        @Schema(description = "OK, Warning, Critical") @Nullable
        String health,

        @Nullable String model,
        @Nullable String manufacturer,
        @Nullable String serial,
        @Nullable String partNumber,
        @Schema(description = "NVIDIA's GPU-… id") @Nullable String uuid,
        @Nullable String pciAddress,
        @Nullable String slot,

        @Schema(description = "Place among the server's GPUs, from 0", minimum = "0")
        int index,

        @Schema(description = "Bytes") @Nullable Long memoryBytes,
        @Nullable String architecture,
        @Schema(description = "Watts") @Nullable Integer tdpWatts,
        @Nullable String nvlinkDomain,
        @Nullable String firmwareVersion,

        @Schema(description = "Its device at its server's gNMI target, by which it is configured") @Nullable
        String gnmiDeviceId,

        Map<String, String> labels,
        boolean maintenance,
        @Nullable String allocationId,
        @Nullable String projectId,
        @Nullable String faultCause,
        long version,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {

    public static GpuView of(Gpu g) {
        return new GpuView(
                g.getId(),
                g.getName(),
                Wire.text(g.getServerId()),
                Wire.text(g.getServerName()),
                Words.of(g.getState()),
                Wire.text(g.getStatus()),
                HealthWords.of(g.getHealth()),
                Wire.text(g.getModel()),
                Wire.text(g.getManufacturer()),
                Wire.text(g.getSerial()),
                Wire.text(g.getPartNumber()),
                Wire.text(g.getUuid()),
                Wire.text(g.getPciAddress()),
                Wire.text(g.getSlot()),
                g.getIndex(),
                Wire.known(g.getMemoryBytes()),
                Wire.text(g.getArchitecture()),
                Wire.known(g.getTdpWatts()),
                Wire.text(g.getNvlinkDomain()),
                Wire.text(g.getFirmwareVersion()),
                Wire.text(g.getGnmiDeviceId()),
                g.getLabelsMap(),
                g.getMaintenance(),
                Wire.text(g.getAllocationId()),
                Wire.text(g.getProjectId()),
                Wire.text(g.getFaultCause()),
                g.getVersion(),
                Wire.instant(g.hasCreatedAt(), g.getCreatedAt()),
                Wire.instant(g.hasUpdatedAt(), g.getUpdatedAt()));
    }
}
