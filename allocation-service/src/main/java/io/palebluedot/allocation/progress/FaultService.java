package io.palebluedot.allocation.progress;

import io.palebluedot.allocation.AllocationConfig;
import io.palebluedot.allocation.claim.ClaimQueue;
import io.palebluedot.allocation.claim.RequestJson;
import io.palebluedot.allocation.ledger.Allocation;
import io.palebluedot.allocation.ledger.AllocationRepository;
import io.palebluedot.allocation.ledger.Holding;
import io.palebluedot.allocation.ledger.Moves;
import io.palebluedot.allocation.ledger.Step;
import io.palebluedot.allocation.lifecycle.AllocationState;
import io.palebluedot.allocation.lifecycle.Trigger;
import io.palebluedot.allocation.planner.Fleet;
import io.palebluedot.allocation.planner.Gpu;
import io.palebluedot.allocation.planner.Planner;
import io.palebluedot.events.AllocationEvent;
import io.palebluedot.events.AllocationEvent.AllocationActivated;
import io.palebluedot.events.AllocationEvent.AllocationDegraded;
import io.palebluedot.events.AllocationEvent.AllocationGpuReplaced;
import io.palebluedot.events.AllocationEvent.AllocationReserved;
import io.palebluedot.events.AllocationEvent.HeldServer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what an allocation holds and at how those GPUs are: active with a failed GPU becomes degraded, and active again once a spare took its
 * place or the GPU recovered. Looks at states, not at events, so that it may be called at any time and any number of times.
 */
@ApplicationScoped
public class FaultService {

    private static final Logger LOG = Logger.getLogger(FaultService.class);
    private static final String ACTOR = "allocation-service";
    private static final String BROKEN =
            "select id, coalesce(cause, state) as cause from gpu where held_by = $1 and state in ('faulty', 'rma', 'removed')"
                    + " order by name";
    private static final String SWAP = "select swap($1, $2, $3)";

    private final ClaimQueue queue;
    private final AllocationRepository allocations;
    private final Moves moves;
    private final AllocationConfig config;
    private final Pool pool;

    FaultService(ClaimQueue queue, AllocationRepository allocations, Moves moves, AllocationConfig config, Pool pool) {
        this.queue = queue;
        this.allocations = allocations;
        this.moves = moves;
        this.config = config;
        this.pool = pool;
    }

    private record Swap(Holding failed, Gpu spare) {
        Holding added() {
            var server = spare.server().facts();
            var facts = spare.facts();
            return new Holding(facts.id(), facts.name(), server.id(), server.name(), facts.model(), "held");
        }
    }

    /** Settles each of these allocations; one that cannot be settled now is logged and comes again with the next sweep. */
    public Uni<Void> settle(List<UUID> ids) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(this::settle)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> settle(UUID id) {
        return queue.alone(fleet -> settle(fleet, id))
                .onFailure()
                .invoke(e -> LOG.warnf("allocation not settled allocationId=%s: %s", id, e.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> settle(Fleet fleet, UUID id) {
        var taken = new ArrayList<Gpu>();
        return pool.withTransaction(tx -> allocations
                        .lock(tx, id)
                        .chain(found -> found == null ? Uni.createFrom().voidItem() : settle(tx, fleet, found, taken)))
                .onFailure()
                .invoke(() -> fleet.undo(id.toString(), taken));
    }

    private Uni<Void> settle(SqlConnection tx, Fleet fleet, Allocation allocation, List<Gpu> taken) {
        if (allocation.state() != AllocationState.ACTIVE && allocation.state() != AllocationState.DEGRADED) {
            return Uni.createFrom().voidItem();
        }
        return broken(tx, allocation.id()).chain(causes -> {
            if (causes.isEmpty()) {
                return recovered(tx, allocation);
            }
            var swaps = config.replaceFailedGpus() ? swaps(fleet, allocation, causes, taken) : List.<Swap>of();
            return swap(tx, allocation, swaps).chain(() -> tell(tx, allocation, causes, swaps));
        });
    }

    private static Uni<Map<String, String>> broken(SqlConnection tx, UUID id) {
        return tx.preparedQuery(BROKEN).execute(Tuple.of(id)).map(rows -> {
            var causes = new HashMap<String, String>();
            rows.forEach(row -> causes.put(row.getString("id"), row.getString("cause")));
            return causes;
        });
    }

    private Uni<Void> recovered(SqlConnection tx, Allocation allocation) {
        if (allocation.state() == AllocationState.ACTIVE) {
            return Uni.createFrom().voidItem();
        }
        var told = new AllocationActivated(allocation.projectId().toString(), allocation.heldGpus());
        return moves.make(tx, allocation, Step.of(Trigger.GPU_RECOVERED, "all its GPUs work again", ACTOR, told))
                .replaceWithVoid();
    }

    private static List<Swap> swaps(Fleet fleet, Allocation allocation, Map<String, String> causes, List<Gpu> taken) {
        var request = RequestJson.readRequest(allocation.request());
        var swaps = new ArrayList<Swap>();
        for (Holding held : allocation.held()) {
            var failed = causes.containsKey(held.gpuId()) ? fleet.gpu(held.gpuId()) : null;
            var spare = failed == null ? null : Planner.replacement(fleet, request, failed);
            if (spare != null) {
                fleet.hold(allocation.idText(), List.of(spare));
                taken.add(spare);
                swaps.add(new Swap(held, spare));
            }
        }
        return swaps;
    }

    private static Uni<Void> swap(SqlConnection tx, Allocation allocation, List<Swap> swaps) {
        if (swaps.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var rows = swaps.stream()
                .map(s -> Tuple.of(
                        allocation.id(), s.failed().gpuId(), s.spare().facts().id()))
                .toList();
        return tx.preparedQuery(SWAP).executeBatch(rows).replaceWithVoid();
    }

    private Uni<Void> tell(SqlConnection tx, Allocation allocation, Map<String, String> causes, List<Swap> swaps) {
        var triggers = new ArrayList<Trigger>();
        var events = new ArrayList<AllocationEvent>();
        if (allocation.state() == AllocationState.ACTIVE) {
            triggers.add(Trigger.GPU_FAILED);
            causes.forEach((gpu, cause) -> events.add(new AllocationDegraded(project(allocation), gpu, cause)));
        }
        swaps.forEach(swap -> {
            events.add(reserved(allocation, swap.added()));
            events.add(new AllocationGpuReplaced(
                    project(allocation), swap.failed().asEvent(), swap.added().asEvent()));
        });
        if (swaps.size() == causes.size()) {
            triggers.addAll(List.of(Trigger.SPARE_FOUND, Trigger.REPLACED));
            events.add(new AllocationActivated(project(allocation), heldAfter(allocation, swaps)));
        }
        if (triggers.isEmpty()) {
            return moves.tell(tx, allocation, events);
        }
        String cause = String.join(", ", causes.values());
        var step = new Step(triggers, cause, ACTOR, reason(causes, swaps), null, events);
        return moves.make(tx, allocation, step).replaceWithVoid();
    }

    private static @Nullable String reason(Map<String, String> causes, List<Swap> swaps) {
        if (swaps.size() < causes.size()) {
            return "a GPU failed and there is no spare: " + String.join(", ", causes.values());
        }
        var swap = swaps.getLast();
        return "GPU " + swap.failed().gpuName() + " failed and was replaced by "
                + swap.spare().facts().name();
    }

    /** The spare becomes known as held in the same words as any other GPU; its server is installed already. */
    private static AllocationEvent reserved(Allocation allocation, Holding added) {
        return new AllocationReserved(
                allocation.userId().toString(),
                project(allocation),
                allocation.purpose(),
                List.of(added.asEvent()),
                List.of(new HeldServer(added.serverId(), added.serverName(), false, false)),
                allocation.template(),
                allocation.sshKeys(),
                allocation.userData());
    }

    private static List<AllocationEvent.HeldGpu> heldAfter(Allocation allocation, List<Swap> swaps) {
        var held = new ArrayList<>(allocation.held());
        swaps.forEach(swap -> {
            held.remove(swap.failed());
            held.add(swap.added());
        });
        return held.stream().map(Holding::asEvent).toList();
    }

    private static String project(Allocation allocation) {
        return allocation.projectId().toString();
    }
}
