package io.palebluedot.inventory.fault;

import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.events.GpuEvent.XidReported;
import io.palebluedot.events.Ids;
import io.palebluedot.events.PbdEvent;
import io.palebluedot.events.inbox.Inbox;
import io.palebluedot.inventory.machine.Care;
import io.palebluedot.inventory.machine.MachineService;
import io.palebluedot.inventory.telemetry.KnownServers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Xids; this service's own GPU events come by here too and are passed over. */
@ApplicationScoped
class XidEventHandler {

    private static final Logger LOG = Logger.getLogger(XidEventHandler.class);
    private static final String CONSUMER = "gpu-events";

    private final Inbox inbox;
    private final KnownServers servers;
    private final MachineService machines;
    private final MeterRegistry registry;

    XidEventHandler(Inbox inbox, KnownServers servers, MachineService machines, MeterRegistry registry) {
        this.inbox = inbox;
        this.servers = servers;
        this.machines = machines;
        this.registry = registry;
    }

    @Incoming("gpu-events")
    Uni<Void> on(PbdEvent event) {
        if (!(event.data() instanceof XidReported xid) || !Ids.isId(event.subject())) {
            return Uni.createFrom().voidItem();
        }
        registry.counter("pbd.xid.reported", "code", String.valueOf(xid.code())).increment();
        var fatal = XidCatalogue.outOfService(xid.code());
        return fatal.isEmpty() ? Uni.createFrom().voidItem() : outOfService(event, xid, fatal.get());
    }

    private Uni<Void> outOfService(PbdEvent event, XidReported xid, String what) {
        var serverId = UUID.fromString(event.subject());
        return gpu(serverId, xid).chain(gpuId -> {
            if (gpuId.isEmpty()) {
                LOG.warnf("Xid of a GPU that is not known serverId=%s code=%d", serverId, xid.code());
                return Uni.createFrom().voidItem();
            }
            return inbox.once(
                    CONSUMER,
                    event,
                    tx -> machines.change(
                                    tx,
                                    serverId,
                                    "hardware-service",
                                    machine -> Care.fault(machine, gpuId.get(), "Xid " + xid.code() + ": " + what))
                            .replaceWithVoid());
        });
    }

    private Uni<Optional<UUID>> gpu(UUID serverId, XidReported xid) {
        return servers.of(Set.of(serverId))
                .map(known -> Optional.ofNullable(known.get(serverId))
                        .flatMap(server ->
                                server.match(xid.gpuSerial(), xid.gpuUuid(), xid.pciAddress(), xid.gpuIndex()))
                        .map(gpu -> gpu.id()));
    }
}
