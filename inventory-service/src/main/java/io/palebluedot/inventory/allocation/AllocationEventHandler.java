package io.palebluedot.inventory.allocation;

import io.palebluedot.events.AllocationEvent;
import io.palebluedot.events.AllocationEvent.HeldGpu;
import io.palebluedot.events.AllocationEvent.HeldServer;
import io.palebluedot.events.Ids;
import io.palebluedot.events.PbdEvent;
import io.palebluedot.events.inbox.Inbox;
import io.palebluedot.inventory.machine.GpuLife.Hold;
import io.palebluedot.inventory.machine.Holds;
import io.palebluedot.inventory.machine.Machine;
import io.palebluedot.inventory.machine.MachineService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Facts about allocations. Servers are changed in the order of their ids, so that two allocations never wait for each other. */
@ApplicationScoped
class AllocationEventHandler {

    private static final String CONSUMER = "allocation-events";

    private final Inbox inbox;
    private final MachineService machines;

    AllocationEventHandler(Inbox inbox, MachineService machines) {
        this.inbox = inbox;
        this.machines = machines;
    }

    @Incoming("allocation-events")
    Uni<Void> on(PbdEvent event) {
        String id = event.subject();
        return switch (event.data()) {
            case AllocationEvent.AllocationReserved e ->
                each(
                        event,
                        e.gpus(),
                        e.servers(),
                        (machine, gpus) -> Holds.reserve(
                                machine, new Hold(id, e.projectId()), gpus, deploy(e.servers(), machine)));
            case AllocationEvent.AllocationActivated e ->
                each(
                        event,
                        e.gpus(),
                        List.of(),
                        (machine, gpus) -> Holds.activate(machine, new Hold(id, e.projectId()), gpus));
            case AllocationEvent.AllocationReleasing e ->
                each(
                        event,
                        e.gpus(),
                        e.servers(),
                        (machine, gpus) -> Holds.release(machine, id, gpus, clean(e.servers(), machine)));
            case AllocationEvent.AllocationGpuReplaced e ->
                each(
                        event,
                        List.of(e.removed(), e.added()),
                        List.of(),
                        (machine, gpus) -> replace(machine, new Hold(id, e.projectId()), e, gpus));
            default -> Uni.createFrom().voidItem();
        };
    }

    private static void replace(
            Machine machine, Hold hold, AllocationEvent.AllocationGpuReplaced event, List<UUID> gpus) {
        var removed = gpus.stream()
                .filter(gpu -> gpu.toString().equals(event.removed().gpuId()))
                .toList();
        var added = gpus.stream()
                .filter(gpu -> gpu.toString().equals(event.added().gpuId()))
                .toList();
        Holds.release(machine, hold.allocationId(), removed, false);
        Holds.activate(machine, hold, added);
    }

    private Uni<Void> each(
            PbdEvent event, List<HeldGpu> gpus, List<HeldServer> servers, BiConsumer<Machine, List<UUID>> change) {
        var ids = new TreeSet<String>();
        Stream.concat(gpus.stream().map(HeldGpu::serverId), servers.stream().map(HeldServer::serverId))
                .filter(Ids::isId)
                .forEach(ids::add);
        return inbox.once(
                CONSUMER,
                event,
                tx -> Multi.createFrom()
                        .iterable(ids)
                        .onItem()
                        .transformToUniAndConcatenate(id -> one(tx, event, id, gpus, change))
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    private Uni<Machine> one(
            SqlConnection tx,
            PbdEvent event,
            String serverId,
            List<HeldGpu> gpus,
            BiConsumer<Machine, List<UUID>> change) {
        var here = gpus.stream()
                .filter(gpu -> gpu.serverId().equals(serverId) && Ids.isId(gpu.gpuId()))
                .map(gpu -> UUID.fromString(gpu.gpuId()))
                .toList();
        return machines.change(
                tx,
                UUID.fromString(serverId),
                event.source().replaceFirst("^/", ""),
                machine -> change.accept(machine, here));
    }

    private static boolean deploy(List<HeldServer> servers, Machine machine) {
        return servers.stream().anyMatch(s -> s.deploy() && is(s, machine));
    }

    private static boolean clean(List<HeldServer> servers, Machine machine) {
        return servers.stream().anyMatch(s -> s.clean() && is(s, machine));
    }

    private static boolean is(HeldServer server, Machine machine) {
        return server.serverId().equals(machine.server().id().toString());
    }
}
