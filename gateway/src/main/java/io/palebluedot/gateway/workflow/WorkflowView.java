package io.palebluedot.gateway.workflow;

import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.gateway.web.Words;
import io.palebluedot.proto.workflow.v1.Step;
import io.palebluedot.proto.workflow.v1.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A workflow over one server. */
@Schema(name = "Workflow")
record WorkflowView(
        String id,

        @Schema(description = "deploy, cleanup, inspect, validate, firmware")
        String kind,

        @Schema(
                description =
                        "pending, waiting, preparing, running, post, success, failed, timeout, paused, cancelling, cancelled")
        @Nullable
        String state,

        @Schema(description = "pending, running, completed, failed") @Nullable
        String status,

        @Nullable String serverId,
        @Nullable String allocationId,
        @Nullable String projectId,
        @Nullable String template,
        @Nullable Integer templateVersion,
        List<StepView> steps,
        @Nullable String error,
        @Nullable Map<String, Object> parameters,
        @Nullable String requestedBy,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable Instant finishedAt,
        long version) {

    /** One step. */
    @Schema(name = "WorkflowStep")
    public record StepView(
            String name,

            @Schema(description = "pending, running, success, failed, timeout, skipped, cancelled") @Nullable
            String state,

            int attempt,
            @Nullable String message,
            @Nullable String waitingFor,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Instant deadline) {

        static StepView of(Step s) {
            return new StepView(
                    s.getName(),
                    Words.of(s.getState()),
                    s.getAttempt(),
                    Wire.text(s.getMessage()),
                    Wire.text(s.getWaitingFor()),
                    Wire.instant(s.hasStartedAt(), s.getStartedAt()),
                    Wire.instant(s.hasFinishedAt(), s.getFinishedAt()),
                    Wire.instant(s.hasDeadline(), s.getDeadline()));
        }
    }

    static WorkflowView of(Workflow w) {
        return new WorkflowView(
                w.getId(),
                w.getKind(),
                Words.of(w.getState()),
                Wire.text(w.getStatus()),
                Wire.text(w.getServerId()),
                Wire.text(w.getAllocationId()),
                Wire.text(w.getProjectId()),
                Wire.text(w.getTemplate()),
                Wire.known(w.getTemplateVersion()),
                w.getStepsList().stream().map(StepView::of).toList(),
                Wire.text(w.getError()),
                Wire.map(w.hasParameters(), w.getParameters()),
                Wire.text(w.getRequestedBy()),
                Wire.instant(w.hasCreatedAt(), w.getCreatedAt()),
                Wire.instant(w.hasUpdatedAt(), w.getUpdatedAt()),
                Wire.instant(w.hasFinishedAt(), w.getFinishedAt()),
                w.getVersion());
    }

    static Answer<WorkflowView> answer(Workflow workflow) {
        return Answer.of(of(workflow), workflow.getVersion());
    }

    static Answer<WorkflowView> created(Workflow workflow) {
        return answer(workflow).created("/api/v1/workflows/" + workflow.getId());
    }
}
