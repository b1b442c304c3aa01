package io.palebluedot.gateway.network;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.lookup.Lookup;
import io.palebluedot.gateway.web.ListAnswer;
import io.palebluedot.gateway.web.Paging;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.hardware.v1.ListLinksRequest;
import io.palebluedot.proto.hardware.v1.SwitchService;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Which server hangs on which port of which switch. */
@Path("/api/v1/links")
@Tag(name = "Network")
public class LinkResource {

    private final SwitchService switches;
    private final Lookup lookup;

    LinkResource(@GrpcClient("hardware") SwitchService switches, Lookup lookup) {
        this.switches = switches;
        this.lookup = lookup;
    }

    @GET
    @Allowed(Access.READ)
    @Operation(
            operationId = "link_list",
            summary = "Ports of switches with the server at their other end; filters take ids or names")
    public Uni<ListAnswer<LinkView>> list(
            @BeanParam Paging paging,
            @RestQuery("server_id") @Nullable String server,
            @RestQuery("switch_id") @Nullable String fromSwitch) {
        var request = ListLinksRequest.newBuilder().setPage(paging.page()).setSwitchRef(Wire.orEmpty(fromSwitch));
        return lookup.serverId(server)
                .chain(id -> switches.listLinks(request.setServerId(id).build()))
                .map(r -> ListAnswer.of(r.getLinksList(), r.getPage(), LinkView::of));
    }
}
