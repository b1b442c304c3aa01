package io.palebluedot.gateway.discovery;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.proto.hardware.v1.DiscoveryService;
import io.palebluedot.proto.hardware.v1.GetDiscoveryRequest;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** Finding servers. */
@Path("/api/v1/discoveries")
@Tag(name = "Discovery")
public class DiscoveryResource {

    private final DiscoveryService discoveries;

    DiscoveryResource(@GrpcClient("hardware") DiscoveryService discoveries) {
        this.discoveries = discoveries;
    }

    @POST
    @ResponseStatus(202)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "discovery_start", summary = "Asks every address for a BMC and reads what answers")
    public Uni<Answer<DiscoveryView>> start(@Valid @NotNull DiscoveryRequest body) {
        return discoveries
                .startDiscovery(body.request())
                .map(d -> Answer.of(DiscoveryView.of(d)).accepted("/api/v1/discoveries/" + d.getId()));
    }

    @GET
    @Path("/{id}")
    @Allowed(Access.READ)
    @Operation(operationId = "discovery_get", summary = "How far a discovery is and what it found")
    public Uni<Answer<DiscoveryView>> get(@RestPath String id) {
        return discoveries
                .getDiscovery(GetDiscoveryRequest.newBuilder().setId(id).build())
                .map(d -> Answer.of(DiscoveryView.of(d)));
    }
}
