package io.palebluedot.gateway.network;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.hardware.v1.Neighbour;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who is at the other end of a switch's port, by LLDP. */
@Schema(name = "SwitchNeighbour")
record NeighbourView(
        String port,
        @Nullable String chassisId,
        @Nullable String portId,
        @Nullable String portDescription,
        @Nullable String systemName,
        @Nullable Instant seenAt) {

    static NeighbourView of(Neighbour n) {
        return new NeighbourView(
                n.getPort(),
                Wire.text(n.getChassisId()),
                Wire.text(n.getPortId()),
                Wire.text(n.getPortDescription()),
                Wire.text(n.getSystemName()),
                Wire.instant(n.hasSeenAt(), n.getSeenAt()));
    }
}
