package io.palebluedot.allocation.intake;

import io.palebluedot.allocation.fleet.FleetRepository;
import io.palebluedot.allocation.progress.FaultService;
import io.palebluedot.events.GpuEvent.GpuStatusChanged;
import io.palebluedot.events.PbdEvent;
import io.palebluedot.events.inbox.Inbox;
import io.palebluedot.events.jetstream.EventBatch;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes in what inventory tells of GPUs; settles who holds one of them, and tries waiting requests when one became free. */
@ApplicationScoped
class GpuEventHandler {

    private static final String CONSUMER = "allocation-gpu-events";

    private final Inbox inbox;
    private final FleetRepository fleet;
    private final FaultService faults;
    private final Freed freed;

    GpuEventHandler(Inbox inbox, FleetRepository fleet, FaultService faults, Freed freed) {
        this.inbox = inbox;
        this.fleet = fleet;
        this.faults = faults;
        this.freed = freed;
    }

    @Incoming("gpu-events")
    Uni<Void> on(EventBatch batch) {
        var events = batch.events().stream()
                .filter(e -> e.data() instanceof GpuStatusChanged)
                .toList();
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return inbox.onceEach(CONSUMER, events, fleet::gpusTold)
                .chain(() -> fleet.holders(ids(events)))
                .chain(faults::settle)
                .invoke(() -> freed.maybe(events));
    }

    private static List<String> ids(List<PbdEvent> events) {
        return events.stream().map(PbdEvent::subject).distinct().toList();
    }
}
