package io.palebluedot.gateway.workflow;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.lookup.Lookup;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.ListAnswer;
import io.palebluedot.gateway.web.Paging;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.workflow.v1.GetWorkflowRequest;
import io.palebluedot.proto.workflow.v1.ListWorkflowsRequest;
import io.palebluedot.proto.workflow.v1.WorkflowService;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Deploying and cleaning servers. */
@Path("/api/v1/workflows")
@Tag(name = "Workflows")
public class WorkflowResource {

    private final WorkflowService workflows;
    private final Lookup lookup;

    WorkflowResource(@GrpcClient("workflow") WorkflowService workflows, Lookup lookup) {
        this.workflows = workflows;
        this.lookup = lookup;
    }

    @GET
    @Allowed(Access.READ)
    @Operation(operationId = "workflow_list", summary = "Workflows that the caller may see")
    public Uni<ListAnswer<WorkflowView>> list(
            @BeanParam Paging paging,
            @RestQuery @Nullable String kind,
            @RestQuery @Nullable String status,
            @RestQuery("server_id") @Nullable String server,
            @RestQuery("allocation_id") @Nullable String allocation) {
        var request = ListWorkflowsRequest.newBuilder()
                .setPage(paging.page())
                .setKind(Wire.orEmpty(kind))
                .setStatus(Wire.orEmpty(status))
                .setAllocationId(Wire.orEmpty(allocation));
        return lookup.serverId(server)
                .chain(id -> workflows.listWorkflows(request.setServerId(id).build()))
                .map(r -> ListAnswer.of(r.getWorkflowsList(), r.getPage(), WorkflowView::of));
    }

    @POST
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "workflow_create", summary = "Begins a workflow of any kind")
    public Uni<Answer<WorkflowView>> create(
            @RestHeader("Idempotency-Key") @Nullable String key, @Valid @NotNull WorkflowRequests.Create body) {
        return begin(key, body);
    }

    @POST
    @Path("/deploy")
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "workflow_deploy", summary = "Installs an operating system on a server")
    public Uni<Answer<WorkflowView>> deploy(
            @RestHeader("Idempotency-Key") @Nullable String key, @Valid @NotNull WorkflowRequests.Deploy body) {
        return begin(key, body.asCreate());
    }

    @POST
    @Path("/cleanup")
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "workflow_cleanup", summary = "Wipes a server and makes it ready for the next user")
    public Uni<Answer<WorkflowView>> cleanup(
            @RestHeader("Idempotency-Key") @Nullable String key, @Valid @NotNull WorkflowRequests.Cleanup body) {
        return begin(key, body.asCreate());
    }

    private Uni<Answer<WorkflowView>> begin(@Nullable String key, WorkflowRequests.Create body) {
        var request = body.request().setIdempotencyKey(Wire.orEmpty(key));
        return lookup.server(body.serverId())
                .chain(server -> workflows.createWorkflow(
                        request.setServerId(server.getId()).build()))
                .map(WorkflowView::created);
    }

    @GET
    @Path("/{id}")
    @Allowed(Access.READ)
    @Operation(operationId = "workflow_get", summary = "One workflow with its steps")
    public Uni<Answer<WorkflowView>> get(@RestPath String id) {
        return workflows.getWorkflow(ref(id)).map(WorkflowView::answer);
    }

    @DELETE
    @Path("/{id}")
    @Allowed(Access.OPERATE)
    @Operation(operationId = "workflow_cancel", summary = "Cancels a workflow; what was begun is cleaned up")
    public Uni<Answer<WorkflowView>> cancel(@RestPath String id) {
        return workflows
                .getWorkflow(ref(id))
                .chain(before -> workflows
                        .cancelWorkflow(ref(before.getId()))
                        .map(after -> WorkflowView.answer(after).replacing(WorkflowView.of(before))));
    }

    private static GetWorkflowRequest ref(String id) {
        return GetWorkflowRequest.newBuilder().setId(id).build();
    }
}
