package io.palebluedot.allocation.intake;

import io.palebluedot.allocation.fleet.FleetRepository;
import io.palebluedot.events.ServerEvent.ServerStateChanged;
import io.palebluedot.events.inbox.Inbox;
import io.palebluedot.events.jetstream.EventBatch;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes in what inventory tells of servers. */
@ApplicationScoped
class ServerEventHandler {

    private static final String CONSUMER = "allocation-server-events";

    private final Inbox inbox;
    private final FleetRepository fleet;
    private final Freed freed;

    ServerEventHandler(Inbox inbox, FleetRepository fleet, Freed freed) {
        this.inbox = inbox;
        this.fleet = fleet;
        this.freed = freed;
    }

    @Incoming("server-events")
    Uni<Void> on(EventBatch batch) {
        var events = batch.events().stream()
                .filter(e -> e.data() instanceof ServerStateChanged)
                .toList();
        return events.isEmpty()
                ? Uni.createFrom().voidItem()
                : inbox.onceEach(CONSUMER, events, fleet::serversTold).invoke(() -> freed.maybe(events));
    }
}
