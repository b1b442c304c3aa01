package io.palebluedot.gateway.allocation;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.allocation.v1.AllocationService;
import io.palebluedot.proto.allocation.v1.GetCapacityRequest;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What could be allocated. */
@Path("/api/v1/capacity")
@Tag(name = "Allocations")
public class CapacityResource {

    private final AllocationService allocations;

    CapacityResource(@GrpcClient("allocation") AllocationService allocations) {
        this.allocations = allocations;
    }

    @GET
    @Allowed(Access.READ)
    @Operation(operationId = "capacity_get", summary = "GPUs by model, rack and state; the largest gang that fits now")
    public Uni<Answer<CapacityView>> get(@RestQuery @Nullable String model, @RestQuery @Nullable String rack) {
        return allocations
                .getCapacity(GetCapacityRequest.newBuilder()
                        .setModel(Wire.orEmpty(model))
                        .setRack(Wire.orEmpty(rack))
                        .build())
                .map(capacity -> Answer.of(CapacityView.of(capacity)));
    }
}
