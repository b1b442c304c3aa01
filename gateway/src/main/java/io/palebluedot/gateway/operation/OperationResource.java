package io.palebluedot.gateway.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.lookup.Lookup;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.ListAnswer;
import io.palebluedot.gateway.web.NoBody;
import io.palebluedot.gateway.web.Paging;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.hardware.v1.GetOperationRequest;
import io.palebluedot.proto.hardware.v1.ListOperationsRequest;
import io.palebluedot.proto.hardware.v1.OperationService;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Following slow hardware actions. */
@Path("/api/v1/operations")
@Tag(name = "Operations")
public class OperationResource {

    private final OperationService operations;
    private final Lookup lookup;
    private final ObjectMapper json;

    OperationResource(@GrpcClient("hardware") OperationService operations, Lookup lookup, ObjectMapper json) {
        this.operations = operations;
        this.lookup = lookup;
        this.json = json;
    }

    @GET
    @Allowed(Access.READ)
    @Operation(operationId = "operation_list", summary = "Slow hardware actions; server_id takes an id or a name")
    public Uni<ListAnswer<OperationView>> list(
            @BeanParam Paging paging,
            @RestQuery("server_id") @Nullable String server,
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String kind) {
        var request = ListOperationsRequest.newBuilder()
                .setPage(paging.page())
                .setState(Wire.orEmpty(state))
                .setKind(Wire.orEmpty(kind));
        return lookup.serverId(server)
                .chain(id -> operations.listOperations(request.setServerId(id).build()))
                .map(answer -> ListAnswer.of(answer.getOperationsList(), answer.getPage(), OperationView::of));
    }

    @GET
    @Path("/{id}")
    @Allowed(Access.READ)
    @Operation(operationId = "operation_get", summary = "How far a slow hardware action is")
    public Uni<Answer<OperationView>> get(@RestPath String id) {
        return operations
                .getOperation(GetOperationRequest.newBuilder().setId(id).build())
                .map(operation -> Answer.of(OperationView.of(operation), operation.getVersion()));
    }

    @POST
    @Path("/{id}/cancel")
    @Consumes(MediaType.WILDCARD)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "operation_cancel", summary = "Stops what has not ended; what a BMC was told stays told")
    public Uni<Answer<OperationView>> cancel(
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
        return operations
                .cancelOperation(GetOperationRequest.newBuilder().setId(id).build())
                .map(operation -> Answer.of(OperationView.of(operation), operation.getVersion()));
    }
}
