package io.palebluedot.inventory.workflow;

import io.palebluedot.events.Ids;
import io.palebluedot.events.PbdEvent;
import io.palebluedot.events.WorkflowEvent;
import io.palebluedot.events.WorkflowEvent.About;
import io.palebluedot.events.inbox.Inbox;
import io.palebluedot.inventory.machine.Machine;
import io.palebluedot.inventory.machine.MachineService;
import io.palebluedot.inventory.machine.Provisioning;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Facts about deploy and cleanup workflows. */
@ApplicationScoped
class WorkflowEventHandler {

    private static final String CONSUMER = "workflow-events";

    private final Inbox inbox;
    private final MachineService machines;

    WorkflowEventHandler(Inbox inbox, MachineService machines) {
        this.inbox = inbox;
        this.machines = machines;
    }

    @Incoming("workflow-events")
    Uni<Void> on(PbdEvent event) {
        return switch (event.data()) {
            case WorkflowEvent.WorkflowStarted e ->
                change(event, e.about(), Provisioning::deployStarted, Provisioning::cleanStarted);
            case WorkflowEvent.WorkflowSucceeded e ->
                change(
                        event,
                        e.about(),
                        m -> Provisioning.deployed(m, e.about().allocationId()),
                        Provisioning::cleaned);
            case WorkflowEvent.WorkflowFailed e -> failed(event, e.about(), e.step() + ": " + e.cause());
            case WorkflowEvent.WorkflowTimedOut e -> failed(event, e.about(), e.step() + ": not done in time");
            case WorkflowEvent.WorkflowCancelled e ->
                change(
                        event,
                        e.about(),
                        Provisioning::deployCancelled,
                        m -> Provisioning.cleanFailed(m, "cleanup workflow cancelled"));
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> failed(PbdEvent event, About about, String cause) {
        return change(
                event,
                about,
                m -> Provisioning.deployFailed(m, "deploy workflow failed in " + cause),
                m -> Provisioning.cleanFailed(m, "cleanup workflow failed in " + cause));
    }

    private Uni<Void> change(PbdEvent event, About about, Consumer<Machine> deploy, Consumer<Machine> cleanup) {
        var change = switch (about.kind()) {
            case "deploy" -> deploy;
            case "cleanup" -> cleanup;
            default -> null;
        };
        if (change == null || !Ids.isId(about.serverId())) {
            return Uni.createFrom().voidItem();
        }
        return inbox.once(
                CONSUMER,
                event,
                tx -> machines.change(tx, UUID.fromString(about.serverId()), "workflow-service", change)
                        .replaceWithVoid());
    }
}
