package io.palebluedot.gateway.server;

import com.google.protobuf.ByteString;
import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.lookup.Lookup;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.hardware.v1.PushTelemetryRequest;
import io.palebluedot.proto.hardware.v1.TelemetryService;
import io.palebluedot.rpc.Failures;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Telemetry that a node pushes from inside: whatever tool it has. */
@Path("/api/v1/servers")
@Tag(name = "Servers")
public class TelemetryResource {

    private final TelemetryService telemetry;
    private final Lookup lookup;

    TelemetryResource(@GrpcClient("hardware") TelemetryService telemetry, Lookup lookup) {
        this.telemetry = telemetry;
        this.lookup = lookup;
    }

    @POST
    @Path("/{id}/telemetry")
    @Consumes(MediaType.WILDCARD)
    @Allowed(Access.OPERATE)
    @Operation(
            operationId = "server_telemetry",
            summary = "nvidia-smi -q -x, nvidia-smi --query-gpu CSV, dcgm-exporter text or kernel log; at most 8 MiB")
    public Uni<Answer<TelemetryView>> push(
            @RestPath String id, @RestHeader("Content-Type") @Nullable String contentType, byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            throw Failures.invalid("body", "must not be empty");
        }
        return lookup.server(id)
                .chain(server -> telemetry.pushTelemetry(PushTelemetryRequest.newBuilder()
                        .setServerId(server.getId())
                        .setContentType(Wire.orEmpty(contentType))
                        .setBody(ByteString.copyFrom(body))
                        .build()))
                .map(receipt -> Answer.of(TelemetryView.of(receipt)));
    }
}
