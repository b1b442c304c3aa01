package io.palebluedot.gateway.server;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.lookup.HealthWords;
import io.palebluedot.gateway.web.ListAnswer;
import io.palebluedot.gateway.web.Paging;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.inventory.v1.ListServerComponentsRequest;
import io.palebluedot.proto.inventory.v1.ServerService;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The parts that servers are made of. */
@Path("/api/v1/servers")
@Tag(name = "Servers")
public class ComponentResource {

    private final ServerService servers;

    ComponentResource(@GrpcClient("inventory") ServerService servers) {
        this.servers = servers;
    }

    @GET
    @Path("/{id}/components")
    @Allowed(Access.READ)
    @Operation(
            operationId = "server_component_list",
            summary =
                    "CPUs, memory modules, drives, adapters, NVLink ports, supplies and fans of a server, with their health")
    public Uni<ListAnswer<ComponentView>> list(
            @RestPath String id,
            @BeanParam Paging paging,
            @RestQuery
                    @Parameter(
                            description =
                                    "cpu, memory, drive, nic, pcie_device, nvlink_port, nvswitch, power_supply, fan, board",
                            schema = @Schema(maxLength = 64))
                    @Nullable
                    String kind,
            @RestQuery @Nullable String health) {
        var request = ListServerComponentsRequest.newBuilder()
                .setRef(id)
                .setPage(paging.page())
                .setKind(Wire.orEmpty(kind))
                .setHealth(HealthWords.parse(health))
                .build();
        return servers.listServerComponents(request)
                .map(r -> ListAnswer.of(r.getComponentsList(), r.getPage(), ComponentView::of));
    }
}
