package io.palebluedot.gateway.discovery;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.gateway.web.Words;
import io.palebluedot.proto.hardware.v1.DiscoveredServer;
import io.palebluedot.proto.hardware.v1.Discovery;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How far a discovery is and what it found. */
@Schema(name = "Discovery")
record DiscoveryView(
        String id,
        @Nullable String operationId,

        @Schema(description = "queued, running, succeeded, failed, cancelled") @Nullable
        String state,

        @Schema(description = "Addresses that were asked") int probed,
        int total,
        int found,
        List<FoundView> servers,
        @Nullable String error,
        @Nullable Instant createdAt,
        @Nullable Instant finishedAt) {

    /** One address. */
    @Schema(name = "DiscoveredServer")
    public record FoundView(
            String address,

            @Schema(description = "probing, found, no_answer, unauthorized, failed")
            String state,

            @Nullable String serverId,
            @Nullable String protocol,
            @Nullable String error,
            List<String> findings) {

        static FoundView of(DiscoveredServer s) {
            return new FoundView(
                    s.getAddress(),
                    s.getState(),
                    Wire.text(s.getServerId()),
                    Wire.text(s.getProtocol()),
                    Wire.text(s.getError()),
                    s.getFindingsList());
        }
    }

    static DiscoveryView of(Discovery d) {
        return new DiscoveryView(
                d.getId(),
                Wire.text(d.getOperationId()),
                Words.of(d.getState()),
                d.getProbed(),
                d.getTotal(),
                d.getFound(),
                d.getServersList().stream().map(FoundView::of).toList(),
                Wire.text(d.getError()),
                Wire.instant(d.hasCreatedAt(), d.getCreatedAt()),
                Wire.instant(d.hasFinishedAt(), d.getFinishedAt()));
    }
}
