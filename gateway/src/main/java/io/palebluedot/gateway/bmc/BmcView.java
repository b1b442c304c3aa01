package io.palebluedot.gateway.bmc;

import io.palebluedot.proto.hardware.v1.Bmc;
import io.palebluedot.proto.hardware.v1.BmcDriver;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a server's BMC is spoken to. */
@Schema(name = "Bmc")
record BmcView(
        String serverId,
        String address,
        String username,

        @Schema(description = "In the order in which they are tried")
        List<DriverView> drivers,

        @Schema(description = "At the last poll") boolean reachable) {

    /** One protocol, and what it allows for. */
    @Schema(name = "BmcDriver")
    record DriverView(
            @Schema(description = "redfish, ipmi, gnmi") String protocol,
            int port,

            @Schema(
                    description =
                            "power, boot, boot_order, bios, firmware, virtual_media, volumes, sensors, event_log …")
            List<String> capabilities) {

        static DriverView of(BmcDriver driver) {
            return new DriverView(driver.getProtocol(), driver.getPort(), driver.getCapabilitiesList());
        }
    }

    static BmcView of(Bmc bmc) {
        return new BmcView(
                bmc.getServerId(),
                bmc.getAddress(),
                bmc.getUsername(),
                bmc.getDriversList().stream().map(DriverView::of).toList(),
                bmc.getReachable());
    }
}
