package io.palebluedot.gateway.network;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.hardware.v1.Link;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A server at a port of a switch. */
@Schema(name = "Link")
record LinkView(
        String serverId,

        @Schema(description = "The server's port; absent where LLDP tells only the server") @Nullable
        String nic,

        @Nullable String mac,
        String switchId,
        String switchName,
        String port,
        @Nullable Long speedBitsPerSecond,

        @Schema(description = "Of the switch's port: UP, DOWN …") @Nullable
        String state,

        @Schema(description = "What tells that it is this server: port_mac, chassis_mac, system_name")
        String evidence,

        @Nullable Instant since) {

    static LinkView of(Link l) {
        return new LinkView(
                l.getServerId(),
                Wire.text(l.getNic()),
                Wire.text(l.getMac()),
                l.getSwitchId(),
                l.getSwitchName(),
                l.getPort(),
                l.hasSpeedBitsPerSecond() ? Long.valueOf(l.getSpeedBitsPerSecond()) : null,
                Wire.text(l.getState()),
                l.getEvidence(),
                Wire.instant(l.hasSince(), l.getSince()));
    }
}
