package io.palebluedot.gateway.bmc;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.lookup.Lookup;
import io.palebluedot.gateway.operation.OperationView;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.proto.hardware.v1.BmcService;
import io.palebluedot.proto.hardware.v1.HardwareService;
import io.palebluedot.proto.hardware.v1.ReadEventLogRequest;
import io.palebluedot.proto.hardware.v1.ServerTarget;
import io.palebluedot.proto.hardware.v1.SetBootOrderRequest;
import io.palebluedot.proto.hardware.v1.SetBootRequest;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Where a server boots from, what its BMC has written down, and commands as they are. */
@Path("/api/v1/servers")
@Tag(name = "Servers")
public class BmcResource {

    private final HardwareService hardware;
    private final BmcService bmcs;
    private final Lookup lookup;

    BmcResource(
            @GrpcClient("hardware") HardwareService hardware, @GrpcClient("hardware") BmcService bmcs, Lookup lookup) {
        this.hardware = hardware;
        this.bmcs = bmcs;
        this.lookup = lookup;
    }

    @GET
    @Path("/{id}/bmc")
    @Allowed(Access.READ)
    @Operation(operationId = "server_bmc_get", summary = "How the BMC is spoken to, and what that allows for")
    public Uni<Answer<BmcView>> bmc(@RestPath String id) {
        return lookup.server(id)
                .chain(server -> bmcs.getBmc(target(server.getId())))
                .map(bmc -> Answer.of(BmcView.of(bmc)));
    }

    @GET
    @Path("/{id}/boot")
    @Allowed(Access.READ)
    @Operation(operationId = "server_boot_get", summary = "Boot target and boot order, asked of the BMC")
    public Uni<Answer<BootView>> boot(@RestPath String id) {
        return lookup.server(id)
                .chain(server -> bmcs.getBoot(target(server.getId())))
                .map(boot -> Answer.of(BootView.of(boot)));
    }

    @PUT
    @Path("/{id}/boot")
    @ResponseStatus(202)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "server_boot", summary = "Sets the boot target, or the boot order")
    public Uni<Answer<OperationView>> setBoot(@RestPath String id, @Valid @NotNull BmcRequests.Boot body) {
        String target = body.targetOrEmpty();
        return lookup.server(id)
                .chain(server -> target.isEmpty()
                        ? bmcs.setBootOrder(SetBootOrderRequest.newBuilder()
                                .setServerId(server.getId())
                                .addAllOrder(body.order() == null ? List.of() : body.order())
                                .build())
                        : hardware.setBoot(SetBootRequest.newBuilder()
                                .setServerId(server.getId())
                                .setTarget(target)
                                .setOnce(!Boolean.FALSE.equals(body.once()))
                                .setPowerCycle(Boolean.TRUE.equals(body.powerCycle()))
                                .build()))
                .map(OperationView::accepted);
    }

    @GET
    @Path("/{id}/log")
    @Allowed(Access.READ)
    @Operation(operationId = "server_log", summary = "Newest entries of the BMC's event log")
    public Uni<Answer<LogView>> log(
            @RestPath String id, @RestQuery @DefaultValue("100") @Min(1) @Max(1_000) int limit) {
        return lookup.server(id)
                .chain(server -> bmcs.readEventLog(ReadEventLogRequest.newBuilder()
                        .setServerId(server.getId())
                        .setLimit(limit)
                        .build()))
                .map(log -> Answer.of(LogView.of(log)));
    }

    @POST
    @Path("/{id}/ipmi/raw")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.ADMINISTER)
    @Operation(operationId = "server_ipmi_raw", summary = "Sends one IPMI command as it is, for experts")
    public Uni<Answer<RawView>> raw(@RestPath String id, @Valid @NotNull BmcRequests.Raw body) {
        return lookup.server(id)
                .chain(server -> bmcs.sendRaw(body.request(server.getId())))
                .map(answer -> Answer.of(RawView.of(answer)));
    }

    private static ServerTarget target(String serverId) {
        return ServerTarget.newBuilder().setServerId(serverId).build();
    }
}
