package io.palebluedot.allocation.intake;

import io.palebluedot.allocation.progress.DeployProgress;
import io.palebluedot.allocation.progress.FaultService;
import io.palebluedot.events.Ids;
import io.palebluedot.events.PbdEvent;
import io.palebluedot.events.WorkflowEvent;
import io.palebluedot.events.WorkflowEvent.About;
import io.palebluedot.events.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** Follows the deploy workflows that were made for allocations. */
@ApplicationScoped
class WorkflowEventHandler {

    private static final String CONSUMER = "allocation-workflow-events";

    private final Inbox inbox;
    private final DeployProgress deploys;
    private final FaultService faults;
    private final Freed freed;

    WorkflowEventHandler(Inbox inbox, DeployProgress deploys, FaultService faults, Freed freed) {
        this.inbox = inbox;
        this.deploys = deploys;
        this.faults = faults;
        this.freed = freed;
    }

    @Incoming("workflow-events")
    Uni<Void> on(PbdEvent event) {
        if (!(event.data() instanceof WorkflowEvent workflow)) {
            return Uni.createFrom().voidItem();
        }
        var allocation = allocation(about(workflow));
        if (allocation == null) {
            return Uni.createFrom().voidItem();
        }
        return inbox.once(CONSUMER, event, tx -> apply(tx, allocation, event.subject(), workflow))
                .call(() -> workflow instanceof WorkflowEvent.WorkflowSucceeded
                        ? faults.settle(List.of(allocation))
                        : Uni.createFrom().voidItem())
                .invoke(freed::now);
    }

    private Uni<Void> apply(SqlConnection tx, UUID allocation, String workflowId, WorkflowEvent workflow) {
        return switch (workflow) {
            case WorkflowEvent.WorkflowStarted ignored -> deploys.started(tx, allocation, workflowId);
            case WorkflowEvent.WorkflowSucceeded done ->
                deploys.succeeded(tx, allocation, done.about().serverId(), workflowId);
            case WorkflowEvent.WorkflowFailed failed ->
                deploys.failed(tx, allocation, workflowId, "step " + failed.step() + " failed: " + failed.cause());
            case WorkflowEvent.WorkflowTimedOut late ->
                deploys.failed(tx, allocation, workflowId, "step " + late.step() + " took too long");
            case WorkflowEvent.WorkflowCancelled ignored ->
                deploys.failed(tx, allocation, workflowId, "the deploy workflow was cancelled");
            case WorkflowEvent.WorkflowCreated ignored -> Uni.createFrom().voidItem();
            case WorkflowEvent.WorkflowStepChanged ignored -> Uni.createFrom().voidItem();
            case WorkflowEvent.WorkflowPaused ignored -> Uni.createFrom().voidItem();
        };
    }

    private static About about(WorkflowEvent workflow) {
        return switch (workflow) {
            case WorkflowEvent.WorkflowCreated e -> e.about();
            case WorkflowEvent.WorkflowStarted e -> e.about();
            case WorkflowEvent.WorkflowStepChanged e -> e.about();
            case WorkflowEvent.WorkflowSucceeded e -> e.about();
            case WorkflowEvent.WorkflowFailed e -> e.about();
            case WorkflowEvent.WorkflowTimedOut e -> e.about();
            case WorkflowEvent.WorkflowCancelled e -> e.about();
            case WorkflowEvent.WorkflowPaused e -> e.about();
        };
    }

    private static @Nullable UUID allocation(About about) {
        String id = about.allocationId();
        return about.kind().equals("deploy") && id != null && Ids.isId(id) ? UUID.fromString(id) : null;
    }
}
