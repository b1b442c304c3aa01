package io.palebluedot.gateway.server;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.inventory.v1.UpdateServerConfigRequest;
import io.palebluedot.rpc.Failures;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Bodies of the routes of a server's configuration. */
final class ServerConfigRequests {

    private ServerConfigRequests() {}

    /** Sections of a server's configuration; a section that is given is replaced as a whole. */
    @Schema(
            name = "ServerConfigUpdate",
            description = "A section that is given replaces the former one; at least one is")
    public record Update(
            @Nullable @Size(max = 1_000) Map<String, Object> bios,
            @Nullable @Size(max = 1_000) Map<String, Object> raid,
            @Nullable @Size(max = 1_000) Map<String, Object> network,
            @Nullable @Size(max = 1_000) String reason) {

        @AssertTrue(message = "must give bios, raid or network")
        boolean isGiven() {
            return bios != null || raid != null || network != null;
        }

        UpdateServerConfigRequest.Builder request(String ref) {
            var request = UpdateServerConfigRequest.newBuilder().setRef(ref).setReason(Wire.orEmpty(reason));
            if (bios != null) {
                request.setBios(Wire.struct("bios", bios));
            }
            if (raid != null) {
                request.setRaid(Wire.struct("raid", raid));
            }
            if (network != null) {
                request.setNetwork(Wire.struct("network", network));
            }
            return request;
        }
    }

    /** Why an old version comes back. */
    @Schema(name = "RollbackRequest")
    public record Rollback(@Nullable @Size(max = 1_000) String reason) {

        /** The reason, bounded: an optional body is not validated by the framework. */
        String text() {
            String text = Wire.orEmpty(reason);
            if (text.length() > 1_000) {
                throw Failures.invalid("reason", "size must be between 0 and 1000");
            }
            return text;
        }
    }
}
