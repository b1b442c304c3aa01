package io.palebluedot.gateway.server;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.hardware.v1.BiosSettings;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** BIOS attributes as they are, and those that wait for a reset. */
@Schema(name = "Bios")
record BiosView(
        String serverId,
        Map<String, Object> attributes,

        @Schema(description = "Set, but waiting for a reset")
        Map<String, Object> pending) {

    static BiosView of(BiosSettings settings) {
        return new BiosView(
                settings.getServerId(), Wire.map(settings.getAttributes()), Wire.map(settings.getPending()));
    }
}
