package io.palebluedot.gateway.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.gpu.GpuView;
import io.palebluedot.gateway.lookup.HealthWords;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.EntityTags;
import io.palebluedot.gateway.web.HistoryView;
import io.palebluedot.gateway.web.ListAnswer;
import io.palebluedot.gateway.web.NoBody;
import io.palebluedot.gateway.web.Paging;
import io.palebluedot.gateway.web.Removed;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.inventory.v1.DeleteServerRequest;
import io.palebluedot.proto.inventory.v1.GetServerRequest;
import io.palebluedot.proto.inventory.v1.GpuService;
import io.palebluedot.proto.inventory.v1.ListGpusRequest;
import io.palebluedot.proto.inventory.v1.ListServerHistoryRequest;
import io.palebluedot.proto.inventory.v1.ListServersRequest;
import io.palebluedot.proto.inventory.v1.Server;
import io.palebluedot.proto.inventory.v1.ServerService;
import io.palebluedot.proto.inventory.v1.SetServerMaintenanceRequest;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Servers as assets. */
@Path("/api/v1/servers")
@Tag(name = "Servers")
public class ServerResource {

    private final ServerService servers;
    private final GpuService gpus;
    private final ObjectMapper json;

    ServerResource(
            @GrpcClient("inventory") ServerService servers,
            @GrpcClient("inventory") GpuService gpus,
            ObjectMapper json) {
        this.servers = servers;
        this.gpus = gpus;
        this.json = json;
    }

    @GET
    @Allowed(Access.READ)
    @Operation(operationId = "server_list", summary = "Servers that the caller may see")
    public Uni<ListAnswer<ServerView>> list(
            @BeanParam Paging paging,
            @RestQuery @Nullable String status,
            @RestQuery @Nullable String model,
            @RestQuery @Nullable String rack,
            @RestQuery @Nullable String health,
            @RestQuery @Nullable String q) {
        var request = ListServersRequest.newBuilder()
                .setPage(paging.page())
                .setStatus(Wire.orEmpty(status))
                .setModel(Wire.orEmpty(model))
                .setRack(Wire.orEmpty(rack))
                .setHealth(HealthWords.parse(health))
                .setQ(Wire.orEmpty(q))
                .build();
        return servers.listServers(request).map(r -> ListAnswer.of(r.getServersList(), r.getPage(), ServerView::of));
    }

    @POST
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "server_create", summary = "Enrols a server by its BMC; it is then verified and inspected")
    public Uni<Answer<ServerView>> create(@Valid @NotNull ServerCreate body) {
        return servers.createServer(body.request())
                .map(server -> answer(server).created("/api/v1/servers/" + server.getId()));
    }

    @GET
    @Path("/{id}")
    @Allowed(Access.READ)
    @Operation(operationId = "server_get", summary = "One server, by id or name")
    public Uni<Answer<ServerView>> get(@RestPath String id) {
        return servers.getServer(ref(id)).map(ServerResource::answer);
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "server_update", summary = "Changes name, labels, place, BMC access and exporters")
    public Uni<Answer<ServerView>> update(
            @RestPath String id, @RestHeader("If-Match") @Nullable String ifMatch, @Valid @NotNull ServerUpdate body) {
        var request = body.request().setRef(id);
        EntityTags.expected(ifMatch).ifPresent(request::setExpectedVersion);
        return servers.getServer(ref(id))
                .chain(before -> servers.updateServer(request.build())
                        .map(after -> answer(after).replacing(ServerView.of(before))));
    }

    @DELETE
    @Path("/{id}")
    @Allowed(Access.OPERATE)
    @Operation(operationId = "server_delete", summary = "Retires a server that no allocation holds")
    public Uni<Answer<Removed>> delete(@RestPath String id, @RestHeader("If-Match") @Nullable String ifMatch) {
        var request = DeleteServerRequest.newBuilder().setRef(id);
        EntityTags.expected(ifMatch).ifPresent(request::setExpectedVersion);
        return servers.getServer(ref(id))
                .chain(before -> servers.deleteServer(request.build())
                        .replaceWith(Answer.of(Removed.of(id)).replacing(ServerView.of(before))));
    }

    @GET
    @Path("/{id}/status")
    @Allowed(Access.READ)
    @Operation(operationId = "server_status", summary = "Life cycle, power, health, conditions and sensors")
    public Uni<Answer<ServerStatusView>> status(@RestPath String id) {
        return servers.getServerStatus(ref(id)).map(status -> Answer.of(ServerStatusView.of(status)));
    }

    @PUT
    @Path("/{id}/maintenance")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "server_maintenance", summary = "Puts a server into maintenance or back")
    public Uni<Answer<ServerView>> maintenance(
            @RestPath String id,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @Valid @NotNull ServerRequests.Maintenance body) {
        var request = SetServerMaintenanceRequest.newBuilder()
                .setRef(id)
                .setMaintenance(body.maintenance())
                .setReason(Wire.orEmpty(body.reason()));
        EntityTags.expected(ifMatch).ifPresent(request::setExpectedVersion);
        return servers.setServerMaintenance(request.build()).map(ServerResource::answer);
    }

    @POST
    @Path("/{id}/requalify")
    @Consumes(MediaType.WILDCARD)
    @Allowed(Access.OPERATE)
    @Operation(
            operationId = "server_requalify",
            summary = "Sends a failed or quarantined server, and faulty GPUs of any, through validation again")
    public Uni<Answer<ServerView>> requalify(
            @RestPath String id,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = NoBody.class)))
                    @Nullable
                    String body)
            throws JsonProcessingException {
        NoBody.check(json, body);
        return servers.requalifyServer(ref(id)).map(ServerResource::answer);
    }

    @GET
    @Path("/{id}/history")
    @Allowed(Access.READ)
    @Operation(operationId = "server_history", summary = "Every move of a server from state to state")
    public Uni<ListAnswer<HistoryView>> history(@RestPath String id, @BeanParam Paging paging) {
        var request = ListServerHistoryRequest.newBuilder().setRef(id).setPage(paging.page());
        return servers.listServerHistory(request.build())
                .map(r -> ListAnswer.of(r.getEntriesList(), r.getPage(), HistoryView::of));
    }

    @GET
    @Path("/{id}/gpus")
    @Allowed(Access.READ)
    @Operation(operationId = "server_gpu_list", summary = "GPUs of a server")
    public Uni<ListAnswer<GpuView>> gpus(@RestPath String id, @BeanParam Paging paging) {
        var page = paging.page();
        return servers.getServer(ref(id))
                .chain(server -> gpus.listGpus(ListGpusRequest.newBuilder()
                        .setPage(page)
                        .setServer(server.getId())
                        .build()))
                .map(r -> ListAnswer.of(r.getGpusList(), r.getPage(), GpuView::of));
    }

    @POST
    @Path("/{id}/gpus")
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "server_gpu_add", summary = "Adds a GPU that no BMC reports")
    public Uni<Answer<GpuView>> addGpu(@RestPath String id, @Valid @NotNull ServerRequests.NewGpu body) {
        return gpus.addGpu(body.request(id))
                .map(gpu -> Answer.of(GpuView.of(gpu), gpu.getVersion()).created("/api/v1/gpus/" + gpu.getId()));
    }

    private static GetServerRequest ref(String ref) {
        return GetServerRequest.newBuilder().setRef(ref).build();
    }

    private static Answer<ServerView> answer(Server server) {
        return Answer.of(ServerView.of(server), server.getVersion());
    }
}
