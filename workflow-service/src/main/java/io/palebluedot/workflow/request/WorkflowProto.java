package io.palebluedot.workflow.request;

import io.palebluedot.proto.workflow.v1.StepState;
import io.palebluedot.proto.workflow.v1.WorkflowState;
import io.palebluedot.workflow.engine.Stored;
import io.palebluedot.workflow.lifecycle.Step;
import io.palebluedot.workflow.lifecycle.Workflow;
import io.palebluedot.workflow.struct.StructMap;
import io.palebluedot.workflow.struct.Times;
import org.jspecify.annotations.Nullable;

/** Workflows on the wire. SSH keys, user data and facts stay here. */
final class WorkflowProto {

    private WorkflowProto() {}

    static io.palebluedot.proto.workflow.v1.Workflow of(Stored stored) {
        Workflow workflow = stored.workflow();
        var order = workflow.order();
        var row = workflow.row();
        var proto = io.palebluedot.proto.workflow.v1.Workflow.newBuilder()
                .setId(order.id().toString())
                .setKind(order.kind().word())
                .setState(WorkflowState.valueOf("WORKFLOW_STATE_" + row.state().name()))
                .setStatus(row.state().status())
                .setServerId(order.serverId())
                .setAllocationId(text(order.allocationId()))
                .setProjectId(text(order.projectId()))
                .setTemplate(text(order.template()))
                .setTemplateVersion(stored.templateVersion() == null ? 0 : stored.templateVersion())
                .setError(text(row.error()))
                .setParameters(StructMap.struct(order.parameters()))
                .setRequestedBy(order.requestedBy())
                .setCreatedAt(Times.proto(order.createdAt()))
                .setUpdatedAt(Times.proto(stored.updatedAt()))
                .setVersion(stored.version());
        if (row.finishedAt() != null) {
            proto.setFinishedAt(Times.proto(row.finishedAt()));
        }
        workflow.steps().forEach(step -> proto.addSteps(step(step.row())));
        return proto.build();
    }

    private static io.palebluedot.proto.workflow.v1.Step step(Step.Row row) {
        var step = io.palebluedot.proto.workflow.v1.Step.newBuilder()
                .setName(row.name().word())
                .setState(StepState.valueOf("STEP_STATE_" + row.state().name()))
                .setAttempt(row.attempt())
                .setMessage(text(row.message()))
                .setWaitingFor(text(row.waitingFor()));
        if (row.startedAt() != null) {
            step.setStartedAt(Times.proto(row.startedAt()));
        }
        if (row.finishedAt() != null) {
            step.setFinishedAt(Times.proto(row.finishedAt()));
        }
        if (row.deadline() != null) {
            step.setDeadline(Times.proto(row.deadline()));
        }
        return step.build();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
