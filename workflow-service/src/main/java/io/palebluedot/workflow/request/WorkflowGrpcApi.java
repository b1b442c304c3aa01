package io.palebluedot.workflow.request;

import io.palebluedot.proto.workflow.v1.CreateWorkflowRequest;
import io.palebluedot.proto.workflow.v1.GetWorkflowRequest;
import io.palebluedot.proto.workflow.v1.ListWorkflowsRequest;
import io.palebluedot.proto.workflow.v1.ListWorkflowsResponse;
import io.palebluedot.proto.workflow.v1.Workflow;
import io.palebluedot.rpc.Caller;
import io.palebluedot.workflow.engine.WorkflowReader.Filter;
import io.palebluedot.workflow.lifecycle.Intent;
import io.palebluedot.workflow.struct.StructMap;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

@GrpcService
class WorkflowGrpcApi implements io.palebluedot.proto.workflow.v1.WorkflowService {

    private final WorkflowService workflows;

    WorkflowGrpcApi(WorkflowService workflows) {
        this.workflows = workflows;
    }

    @Override
    public Uni<ListWorkflowsResponse> listWorkflows(ListWorkflowsRequest request) {
        var filter =
                new Filter(request.getKind(), request.getStatus(), request.getServerId(), request.getAllocationId());
        return workflows
                .list(request.getPage(), filter, Caller.current())
                .map(slice -> ListWorkflowsResponse.newBuilder()
                        .addAllWorkflows(
                                slice.items().stream().map(WorkflowProto::of).toList())
                        .setPage(slice.info())
                        .build());
    }

    @Override
    public Uni<Workflow> getWorkflow(GetWorkflowRequest request) {
        return workflows.get(request.getId(), Caller.current()).map(WorkflowProto::of);
    }

    @Override
    public Uni<Workflow> createWorkflow(CreateWorkflowRequest request) {
        var wish = new NewWorkflow(
                request.getKind(),
                request.getServerId(),
                text(request.getTemplate()),
                StructMap.of(request.getParameters()),
                List.copyOf(request.getSshKeysList()),
                text(request.getUserData()),
                text(request.getIdempotencyKey()),
                text(request.getAllocationId()));
        return workflows.create(wish, Caller.current()).map(WorkflowProto::of);
    }

    @Override
    public Uni<Workflow> cancelWorkflow(GetWorkflowRequest request) {
        return want(request, Intent.CANCEL);
    }

    @Override
    public Uni<Workflow> pauseWorkflow(GetWorkflowRequest request) {
        return want(request, Intent.PAUSE);
    }

    @Override
    public Uni<Workflow> resumeWorkflow(GetWorkflowRequest request) {
        return want(request, Intent.RUN);
    }

    @Override
    public Uni<Workflow> retryWorkflow(GetWorkflowRequest request) {
        return want(request, Intent.RETRY);
    }

    private Uni<Workflow> want(GetWorkflowRequest request, Intent intent) {
        return workflows.want(request.getId(), intent, Caller.current()).map(WorkflowProto::of);
    }

    private static @Nullable String text(String text) {
        return text.isEmpty() ? null : text;
    }
}
