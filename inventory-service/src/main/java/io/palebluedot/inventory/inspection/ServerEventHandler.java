package io.palebluedot.inventory.inspection;

import io.palebluedot.events.Ids;
import io.palebluedot.events.PbdEvent;
import io.palebluedot.events.ServerEvent;
import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.events.inbox.Inbox;
import io.palebluedot.events.jetstream.PoisonEvent;
import io.palebluedot.inventory.catalogue.CatalogueService;
import io.palebluedot.inventory.machine.Care;
import io.palebluedot.inventory.machine.Machine;
import io.palebluedot.inventory.machine.MachineService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Facts about servers as hardware-service tells them; those of this service itself come back here too and are passed over. */
@ApplicationScoped
class ServerEventHandler {

    private static final String CONSUMER = "server-events";

    private final Inbox inbox;
    private final CatalogueService catalogue;
    private final InspectionService inspections;
    private final MachineService machines;

    ServerEventHandler(
            Inbox inbox, CatalogueService catalogue, InspectionService inspections, MachineService machines) {
        this.inbox = inbox;
        this.catalogue = catalogue;
        this.inspections = inspections;
        this.machines = machines;
    }

    @Incoming("server-events")
    Uni<Void> on(PbdEvent event) {
        return switch (event.data()) {
            case ServerEvent.ServerDiscovered e -> take(event, e.tree(), true);
            case ServerEvent.ServerInspected e -> take(event, e.tree(), false);
            case ServerEvent.ServerReachabilityChanged e ->
                change(event, m -> Care.vitals(m, null, null, e.reachable(), e.cause()));
            case ServerEvent.ServerPowerChanged e -> change(event, m -> Care.vitals(m, null, e.to(), null, null));
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> take(PbdEvent event, HardwareTree tree, boolean discovered) {
        var id = serverId(event);
        return catalogue
                .current()
                .chain(known -> inbox.once(
                        CONSUMER,
                        event,
                        tx -> inspections.take(
                                tx,
                                new InspectionService.Reading(id, tree, discovered, event.time(), actor(event)),
                                known)));
    }

    private Uni<Void> change(PbdEvent event, Consumer<Machine> change) {
        var id = serverId(event);
        return inbox.once(
                CONSUMER,
                event,
                tx -> machines.change(tx, id, actor(event), change).replaceWithVoid());
    }

    private static UUID serverId(PbdEvent event) {
        if (!Ids.isId(event.subject())) {
            throw new PoisonEvent("the subject is no server id: " + event.subject());
        }
        return UUID.fromString(event.subject());
    }

    private static String actor(PbdEvent event) {
        return event.source().replaceFirst("^/", "");
    }
}
