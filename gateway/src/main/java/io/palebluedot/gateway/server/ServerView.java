package io.palebluedot.gateway.server;

import io.palebluedot.gateway.lookup.HealthWords;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.gateway.web.Words;
import io.palebluedot.proto.inventory.v1.FirmwareComponent;
import io.palebluedot.proto.inventory.v1.Nic;
import io.palebluedot.proto.inventory.v1.Server;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A server as an asset. */
@Schema(name = "Server", description = "A bare-metal server; what the hardware does not tell is absent")
public record ServerView(
        String id,
        @Schema(description = "Unique") String name,

        @Schema(
                description =
                        "enrolled, verifying, manageable, inspecting, preparing, validating, available, reserved, deploying,"
                                + " active, deprovisioning, cleaning, servicing, repairing, failed, quarantined, retired")
        @Nullable
        String state,

        @Schema(description = "discovered, provisioning, ready, error") @Nullable
        String status,

        @Schema(description = "On, Off, PoweringOn, PoweringOff") @Nullable
        String powerState,

        @Schema(description = "OK, Warning, Critical") @Nullable
        String health,

        boolean maintenance,
        @Nullable String maintenanceReason,
        @Nullable String manufacturer,
        @Nullable String model,
        @Nullable String serial,
        @Nullable String uuid,
        @Nullable String sku,
        @Nullable String hostname,
        @Nullable String bmcAddress,

        @Schema(description = "redfish, ipmi, gnmi") @Nullable
        String bmcProtocol,

        @Nullable String bmcFirmware,
        @Nullable String biosVersion,
        @Nullable String cpuModel,
        @Nullable Integer cpuCount,
        @Nullable Integer cpuCores,
        @Schema(description = "Bytes") @Nullable Long memoryBytes,
        int gpuCount,
        @Nullable String gpuModel,
        List<NicView> nics,
        List<FirmwareView> firmware,
        @Nullable PlaceView place,
        Map<String, String> labels,
        @Schema(description = "In-band address") @Nullable String hostAddress,
        @Nullable String dcgmExporterUrl,
        @Nullable String nodeExporterUrl,
        @Nullable String projectId,

        @Schema(description = "State in which it failed") @Nullable
        String faultFrom,

        @Nullable String faultCause,
        long version,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable Instant inspectedAt) {

    /** A network interface. */
    @Schema(name = "Nic")
    public record NicView(
            String name,
            @Nullable String mac,
            @Schema(description = "Mbit/s") @Nullable Integer speedMbps,
            @Nullable String link,
            List<String> addresses) {

        static NicView of(Nic n) {
            return new NicView(
                    n.getName(),
                    Wire.text(n.getMac()),
                    Wire.known(n.getSpeedMbps()),
                    Wire.text(n.getLink()),
                    n.getAddressesList());
        }
    }

    /** A component with firmware. */
    @Schema(name = "Firmware")
    public record FirmwareView(String component, @Nullable String version, boolean updateable) {

        static FirmwareView of(FirmwareComponent f) {
            return new FirmwareView(f.getComponent(), Wire.text(f.getVersion()), f.getUpdateable());
        }
    }

    public static ServerView of(Server s) {
        return new ServerView(
                s.getId(),
                s.getName(),
                Words.of(s.getState()),
                Wire.text(s.getStatus()),
                Wire.text(s.getPowerState()),
                HealthWords.of(s.getHealth()),
                s.getMaintenance(),
                Wire.text(s.getMaintenanceReason()),
                Wire.text(s.getManufacturer()),
                Wire.text(s.getModel()),
                Wire.text(s.getSerial()),
                Wire.text(s.getUuid()),
                Wire.text(s.getSku()),
                Wire.text(s.getHostname()),
                Wire.text(s.getBmcAddress()),
                Wire.text(s.getBmcProtocol()),
                Wire.text(s.getBmcFirmware()),
                Wire.text(s.getBiosVersion()),
                Wire.text(s.getCpuModel()),
                Wire.known(s.getCpuCount()),
                Wire.known(s.getCpuCores()),
                Wire.known(s.getMemoryBytes()),
                s.getGpuCount(),
                Wire.text(s.getGpuModel()),
                s.getNicsList().stream().map(NicView::of).toList(),
                s.getFirmwareList().stream().map(FirmwareView::of).toList(),
                s.hasPlace() ? PlaceView.of(s.getPlace()) : null,
                s.getLabelsMap(),
                Wire.text(s.getHostAddress()),
                Wire.text(s.getDcgmExporterUrl()),
                Wire.text(s.getNodeExporterUrl()),
                Wire.text(s.getProjectId()),
                Wire.text(s.getFaultFrom()),
                Wire.text(s.getFaultCause()),
                s.getVersion(),
                Wire.instant(s.hasCreatedAt(), s.getCreatedAt()),
                Wire.instant(s.hasUpdatedAt(), s.getUpdatedAt()),
                Wire.instant(s.hasInspectedAt(), s.getInspectedAt()));
    }
}
