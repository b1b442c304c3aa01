package io.palebluedot.workflow.allocation;

import io.palebluedot.events.AllocationEvent;
import io.palebluedot.events.PbdEvent;
import io.palebluedot.events.inbox.Inbox;
import io.palebluedot.workflow.engine.Engine;
import io.palebluedot.workflow.lifecycle.WorkflowKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes allocation events. */
@ApplicationScoped
class AllocationEventHandler {

    private final Inbox inbox;
    private final AllocationWork work;
    private final Engine engine;

    AllocationEventHandler(Inbox inbox, AllocationWork work, Engine engine) {
        this.inbox = inbox;
        this.work = work;
        this.engine = engine;
    }

    @Incoming("allocation-events")
    Uni<Void> on(PbdEvent event) {
        String id = event.subject();
        return switch (event.data()) {
            case AllocationEvent.AllocationReserved data -> once(event, tx -> work.reserved(tx, id, data));
            case AllocationEvent.AllocationReleasing data -> once(event, tx -> work.releasing(tx, id, data));
            case AllocationEvent.AllocationStopped data ->
                once(event, tx -> work.power(tx, id, data.projectId(), event.id(), WorkflowKind.STOP, data.servers()));
            case AllocationEvent.AllocationStarted data ->
                once(event, tx -> work.power(tx, id, data.projectId(), event.id(), WorkflowKind.START, data.servers()));
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> once(PbdEvent event, Function<SqlConnection, Uni<Void>> effect) {
        return inbox.once("workflow-allocation-events", event, effect).invoke(engine::wake);
    }
}
