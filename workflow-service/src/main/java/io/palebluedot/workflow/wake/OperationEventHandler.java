package io.palebluedot.workflow.wake;

import io.palebluedot.events.OperationEvent;
import io.palebluedot.events.PbdEvent;
import io.palebluedot.workflow.engine.Engine;
import io.palebluedot.workflow.engine.WorkflowIntents;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** Wakes the workflow of a server when an operation on it ends. Waking twice harms nothing, so there is no inbox. */
@ApplicationScoped
class OperationEventHandler {

    private final WorkflowIntents intents;
    private final Engine engine;

    OperationEventHandler(WorkflowIntents intents, Engine engine) {
        this.intents = intents;
        this.engine = engine;
    }

    @Incoming("operation-events")
    Uni<Void> on(PbdEvent event) {
        return switch (event.data()) {
            case OperationEvent.OperationSucceeded data -> wake(data.serverId());
            case OperationEvent.OperationFailed data -> wake(data.serverId());
            case OperationEvent.OperationCancelled data -> wake(data.serverId());
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> wake(@Nullable String serverId) {
        return serverId == null
                ? Uni.createFrom().voidItem()
                : intents.wakeServer(serverId).invoke(this::ring).replaceWithVoid();
    }

    private void ring(boolean woken) {
        if (woken) {
            engine.wake();
        }
    }
}
