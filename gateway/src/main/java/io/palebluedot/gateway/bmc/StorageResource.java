package io.palebluedot.gateway.bmc;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.lookup.Lookup;
import io.palebluedot.gateway.operation.OperationView;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.ListAnswer;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.gateway.web.Words;
import io.palebluedot.proto.hardware.v1.BmcService;
import io.palebluedot.proto.hardware.v1.DeleteVolumeRequest;
import io.palebluedot.proto.hardware.v1.EjectMediaRequest;
import io.palebluedot.proto.hardware.v1.ServerTarget;
import io.palebluedot.proto.inventory.v1.Server;
import io.palebluedot.rpc.Failures;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Volumes of a server's storage controllers, and virtual drives. */
@Path("/api/v1/servers")
@Tag(name = "Servers")
public class StorageResource {

    /** States in which somebody's data is on the drives. */
    private static final Set<String> IN_USE = Set.of("reserved", "deploying", "active", "deprovisioning");

    private final BmcService bmcs;
    private final Lookup lookup;

    StorageResource(@GrpcClient("hardware") BmcService bmcs, Lookup lookup) {
        this.bmcs = bmcs;
        this.lookup = lookup;
    }

    @GET
    @Path("/{id}/volumes")
    @Allowed(Access.READ)
    @Operation(operationId = "server_volume_list", summary = "Storage controllers with their drives and volumes")
    public Uni<ListAnswer<StorageView>> volumes(@RestPath String id) {
        return lookup.server(id)
                .chain(server -> bmcs.listStorage(target(server.getId())))
                .map(storage -> ListAnswer.whole(storage.getControllersList(), StorageView::of));
    }

    @POST
    @Path("/{id}/volumes")
    @ResponseStatus(202)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "server_volume_create", summary = "Makes a volume; 409 while the server is allocated")
    public Uni<Answer<OperationView>> create(
            @RestPath String id,
            @RestHeader("Idempotency-Key") @Nullable String key,
            @Valid @NotNull BmcRequests.Volume body) {
        return unused(id)
                .chain(server -> bmcs.createVolume(body.request(server.getId(), Wire.orEmpty(key))))
                .map(OperationView::accepted);
    }

    @DELETE
    @Path("/{id}/volumes/{controller}/{volume}")
    @ResponseStatus(202)
    @Allowed(Access.OPERATE)
    @Operation(
            operationId = "server_volume_delete",
            summary = "Deletes a volume with everything on it; 409 while the server is allocated")
    public Uni<Answer<OperationView>> delete(
            @RestPath String id, @RestPath String controller, @RestPath String volume) {
        return unused(id)
                .chain(server -> bmcs.deleteVolume(DeleteVolumeRequest.newBuilder()
                        .setServerId(server.getId())
                        .setController(controller)
                        .setVolume(volume)
                        .build()))
                .map(OperationView::accepted);
    }

    private Uni<Server> unused(String id) {
        return lookup.server(id).invoke(StorageResource::refuseInUse);
    }

    static void refuseInUse(Server server) {
        String state = Words.of(server.getState());
        if (state != null && IN_USE.contains(state)) {
            throw Failures.illegalMove("server", state, "change volumes");
        }
    }

    @GET
    @Path("/{id}/media")
    @Allowed(Access.READ)
    @Operation(operationId = "server_media_list", summary = "Virtual drives and what is in them")
    public Uni<ListAnswer<MediaView>> media(@RestPath String id) {
        return lookup.server(id)
                .chain(server -> bmcs.listMedia(target(server.getId())))
                .map(media -> ListAnswer.whole(media.getDrivesList(), MediaView::of));
    }

    @POST
    @Path("/{id}/media")
    @ResponseStatus(202)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "server_media_insert", summary = "Puts an image into a virtual drive")
    public Uni<Answer<OperationView>> insert(
            @RestPath String id,
            @RestHeader("Idempotency-Key") @Nullable String key,
            @Valid @NotNull BmcRequests.Media body) {
        return lookup.server(id)
                .chain(server -> bmcs.insertMedia(body.request(server.getId(), Wire.orEmpty(key))))
                .map(OperationView::accepted);
    }

    @DELETE
    @Path("/{id}/media/{drive}")
    @ResponseStatus(202)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "server_media_eject", summary = "Empties a virtual drive")
    public Uni<Answer<OperationView>> eject(@RestPath String id, @RestPath String drive) {
        return lookup.server(id)
                .chain(server -> bmcs.ejectMedia(EjectMediaRequest.newBuilder()
                        .setServerId(server.getId())
                        .setDrive(drive)
                        .build()))
                .map(OperationView::accepted);
    }

    private static ServerTarget target(String serverId) {
        return ServerTarget.newBuilder().setServerId(serverId).build();
    }
}
