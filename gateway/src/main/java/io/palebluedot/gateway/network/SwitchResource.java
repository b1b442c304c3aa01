package io.palebluedot.gateway.network;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.operation.OperationView;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.ListAnswer;
import io.palebluedot.gateway.web.Paging;
import io.palebluedot.gateway.web.Removed;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.hardware.v1.ListNeighboursRequest;
import io.palebluedot.proto.hardware.v1.ListSwitchInterfacesRequest;
import io.palebluedot.proto.hardware.v1.ListSwitchesRequest;
import io.palebluedot.proto.hardware.v1.SwitchService;
import io.palebluedot.proto.hardware.v1.SwitchTarget;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Network switches by gNMI. */
@Path("/api/v1/switches")
@Tag(name = "Network")
public class SwitchResource {

    private final SwitchService switches;

    SwitchResource(@GrpcClient("hardware") SwitchService switches) {
        this.switches = switches;
    }

    @GET
    @Allowed(Access.READ)
    @Operation(operationId = "switch_list", summary = "Switches, and whether they answer")
    public Uni<ListAnswer<SwitchView>> list(@BeanParam Paging paging) {
        return switches.listSwitches(
                        ListSwitchesRequest.newBuilder().setPage(paging.page()).build())
                .map(r -> ListAnswer.of(r.getSwitchesList(), r.getPage(), SwitchView::of));
    }

    @POST
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "switch_create", summary = "Follows a switch from now on; it is asked in the background")
    public Uni<Answer<SwitchView>> create(@Valid @NotNull SwitchRequests.Create body) {
        return switches.registerSwitch(body.request())
                .map(s -> Answer.of(SwitchView.of(s)).created("/api/v1/switches/" + s.getId()));
    }

    @GET
    @Path("/{id}")
    @Allowed(Access.READ)
    @Operation(operationId = "switch_get", summary = "A switch by id or name")
    public Uni<Answer<SwitchView>> get(@RestPath String id) {
        return switches.getSwitch(target(id)).map(s -> Answer.of(SwitchView.of(s)));
    }

    @DELETE
    @Path("/{id}")
    @Allowed(Access.OPERATE)
    @Operation(operationId = "switch_delete", summary = "Forgets a switch and all that it told")
    public Uni<Answer<Removed>> delete(@RestPath String id) {
        return switches.forgetSwitch(target(id)).replaceWith(Answer.of(Removed.of(id)));
    }

    @GET
    @Path("/{id}/interfaces")
    @Allowed(Access.READ)
    @Operation(
            operationId = "switch_interface_list",
            summary = "Interfaces with their counters and optics, as last told")
    public Uni<ListAnswer<SwitchInterfaceView>> interfaces(
            @RestPath String id, @BeanParam Paging paging, @RestQuery("oper_status") @Nullable String operStatus) {
        return switches.listSwitchInterfaces(ListSwitchInterfacesRequest.newBuilder()
                        .setRef(id)
                        .setPage(paging.page())
                        .setOperStatus(Wire.orEmpty(operStatus))
                        .build())
                .map(r -> ListAnswer.of(r.getInterfacesList(), r.getPage(), SwitchInterfaceView::of));
    }

    @PUT
    @Path("/{id}/interfaces/{name: .+}")
    @ResponseStatus(202)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(
            operationId = "switch_interface_set",
            summary = "Sets an interface; its name may have slashes, as they are or as %2F")
    public Uni<Answer<OperationView>> set(
            @RestPath String id,
            @RestPath String name,
            @RestHeader("Idempotency-Key") @Nullable String key,
            @Valid @NotNull SwitchRequests.Settings body) {
        return switches.setSwitchInterface(body.request(id, name, key)).map(OperationView::accepted);
    }

    @GET
    @Path("/{id}/neighbours")
    @Allowed(Access.READ)
    @Operation(operationId = "switch_neighbour_list", summary = "Who is at the other end of its ports, by LLDP")
    public Uni<ListAnswer<NeighbourView>> neighbours(@RestPath String id, @BeanParam Paging paging) {
        return switches.listNeighbours(ListNeighboursRequest.newBuilder()
                        .setRef(id)
                        .setPage(paging.page())
                        .build())
                .map(r -> ListAnswer.of(r.getNeighboursList(), r.getPage(), NeighbourView::of));
    }

    private static SwitchTarget target(String ref) {
        return SwitchTarget.newBuilder().setRef(ref).build();
    }
}
