package io.palebluedot.gateway.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.lookup.Lookup;
import io.palebluedot.gateway.operation.OperationView;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.NoBody;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.hardware.v1.HardwareService;
import io.palebluedot.proto.hardware.v1.ServerTarget;
import io.palebluedot.proto.hardware.v1.SetBiosRequest;
import io.palebluedot.proto.hardware.v1.SetPowerRequest;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
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
import org.jspecify.annotations.Nullable;

/** What is done to a server through its BMC; each change is an operation that can be followed. */
@Path("/api/v1/servers")
@Tag(name = "Servers")
public class ServerControlResource {

    private final HardwareService hardware;
    private final Lookup lookup;
    private final ObjectMapper json;

    ServerControlResource(@GrpcClient("hardware") HardwareService hardware, Lookup lookup, ObjectMapper json) {
        this.hardware = hardware;
        this.lookup = lookup;
        this.json = json;
    }

    @POST
    @Path("/{id}/power")
    @ResponseStatus(202)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "server_power", summary = "Switches a server on or off, or resets it")
    public Uni<Answer<OperationView>> power(
            @RestPath String id,
            @RestHeader("Idempotency-Key") @Nullable String key,
            @Valid @NotNull ServerRequests.Power body) {
        return lookup.server(id)
                .chain(server -> hardware.setPower(SetPowerRequest.newBuilder()
                        .setServerId(server.getId())
                        .setAction(body.word())
                        .setIdempotencyKey(Wire.orEmpty(key))
                        .build()))
                .map(OperationView::accepted);
    }

    @POST
    @Path("/{id}/inspect")
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(202)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "server_inspect", summary = "Reads the whole hardware of a server again")
    public Uni<Answer<OperationView>> inspect(
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
        return lookup.server(id)
                .chain(server -> hardware.inspectServer(target(server.getId())))
                .map(OperationView::accepted);
    }

    @POST
    @Path("/{id}/firmware")
    @ResponseStatus(202)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "server_firmware", summary = "Updates the firmware of one component")
    public Uni<Answer<OperationView>> firmware(
            @RestPath String id,
            @RestHeader("Idempotency-Key") @Nullable String key,
            @Valid @NotNull ServerRequests.Firmware body) {
        return lookup.server(id)
                .chain(server -> hardware.updateFirmware(body.request(server.getId(), Wire.orEmpty(key))))
                .map(OperationView::accepted);
    }

    @GET
    @Path("/{id}/bios")
    @Allowed(Access.READ)
    @Operation(operationId = "server_bios_get", summary = "BIOS attributes, and those that wait for a reset")
    public Uni<Answer<BiosView>> bios(@RestPath String id) {
        return lookup.server(id)
                .chain(server -> hardware.getBios(target(server.getId())))
                .map(settings -> Answer.of(BiosView.of(settings)));
    }

    @POST
    @Path("/{id}/bios")
    @ResponseStatus(202)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "server_bios", summary = "Sets BIOS attributes; applied at the next reset")
    public Uni<Answer<OperationView>> setBios(
            @RestPath String id,
            @RestHeader("Idempotency-Key") @Nullable String key,
            @Valid @NotNull ServerRequests.Bios body) {
        return set(id, Wire.orEmpty(key), body);
    }

    @PUT
    @Path("/{id}/bios")
    @ResponseStatus(202)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(value = Access.OPERATE, operation = "server_bios")
    @Operation(operationId = "server_bios_put", summary = "The same as POST")
    public Uni<Answer<OperationView>> putBios(@RestPath String id, @Valid @NotNull ServerRequests.Bios body) {
        return set(id, "", body);
    }

    private Uni<Answer<OperationView>> set(String id, String key, ServerRequests.Bios body) {
        var attributes = Wire.struct("attributes", body.attributes());
        return lookup.server(id)
                .chain(server -> hardware.setBios(SetBiosRequest.newBuilder()
                        .setServerId(server.getId())
                        .setAttributes(attributes)
                        .setIdempotencyKey(key)
                        .build()))
                .map(OperationView::accepted);
    }

    private static ServerTarget target(String serverId) {
        return ServerTarget.newBuilder().setServerId(serverId).build();
    }
}
