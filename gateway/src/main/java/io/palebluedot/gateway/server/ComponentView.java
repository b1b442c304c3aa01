package io.palebluedot.gateway.server;

import io.palebluedot.gateway.lookup.HealthWords;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.inventory.v1.ServerComponent;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One part of a server. What the hardware does not tell is absent. */
@Schema(name = "ServerComponent", description = "A part of a server; what the hardware does not tell is absent")
record ComponentView(
        @Schema(description = "Unique within the server", examples = "memory:00001")
        String key,

        @Schema(
                description =
                        "cpu, memory, drive, nic, pcie_device, nvlink_port, nvswitch, power_supply, fan, board; more may come",
                examples = "memory")
        String kind,

        @Schema(description = "What the BMC calls it", examples = "DIMM_1")
        String id,

        @Nullable String slot,

        @Schema(description = "The part it belongs to: of an NVLink port the GPU") @Nullable
        String parent,

        @Nullable String manufacturer,
        @Nullable String model,
        @Nullable String partNumber,
        @Nullable String serial,
        @Nullable String firmwareVersion,
        @Schema(description = "Bytes") @Nullable Long capacityBytes,

        @Schema(description = "Clock of a CPU, rate of a memory module: MHz or MT/s") @Nullable
        Integer speedMhz,

        @Schema(description = "Current speed of a link, Gbit/s; 0 of one that is down") @Nullable
        Double speedGbps,

        @Schema(description = "Width of a link") @Nullable Integer lanes,

        @Schema(description = "NVMe, NVLink, Gen5, DDR5 …") @Nullable
        String protocol,

        @Schema(description = "LinkUp, LinkDown …") @Nullable
        String link,

        @Schema(description = "Redfish Status.State") @Nullable
        String state,

        @Schema(description = "OK, Warning, Critical") @Nullable
        String health,

        @Schema(description = "When it was read") @Nullable Instant observedAt) {

    static ComponentView of(ServerComponent c) {
        return new ComponentView(
                c.getKey(),
                c.getKind(),
                c.getId(),
                Wire.text(c.getSlot()),
                Wire.text(c.getParent()),
                Wire.text(c.getManufacturer()),
                Wire.text(c.getModel()),
                Wire.text(c.getPartNumber()),
                Wire.text(c.getSerial()),
                Wire.text(c.getFirmwareVersion()),
                Wire.known(c.getCapacityBytes()),
                Wire.known(c.getSpeedMhz()),
                c.hasSpeedGbps() ? (Double) c.getSpeedGbps() : null,
                Wire.known(c.getLanes()),
                Wire.text(c.getProtocol()),
                Wire.text(c.getLink()),
                Wire.text(c.getState()),
                HealthWords.of(c.getHealth()),
                Wire.instant(c.hasObservedAt(), c.getObservedAt()));
    }
}
