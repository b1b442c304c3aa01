package io.palebluedot.inventory.machine;

import io.palebluedot.events.EventData;
import io.palebluedot.inventory.lifecycle.GpuLifecycle;
import io.palebluedot.inventory.lifecycle.GpuState;
import io.palebluedot.inventory.lifecycle.GpuTrigger;
import io.palebluedot.inventory.lifecycle.ServerLifecycle;
import io.palebluedot.inventory.lifecycle.ServerState;
import io.palebluedot.inventory.lifecycle.ServerTrigger;
import io.palebluedot.inventory.machine.ServerLife.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A server with its GPUs while it is being changed. Moves go through the transition tables and are remembered, so that state, history and events are
 * written together. Not thread-safe; lives for one transaction.
 */
public final class Machine {

    private final Instant now;
    private final String actor;
    private final @Nullable ServerLife serverBefore;
    private final Map<UUID, GpuLife> gpusBefore;
    private final Map<UUID, GpuLife> gpus = new LinkedHashMap<>();
    private final List<Move> moves = new ArrayList<>();
    private final List<Told> extras = new ArrayList<>();
    private ServerLife server;

    private Machine(
            @Nullable ServerLife before, ServerLife server, Collection<GpuLife> gpus, Instant now, String actor) {
        this.serverBefore = before;
        this.server = server;
        this.now = now;
        this.actor = actor;
        gpus.forEach(gpu -> this.gpus.put(gpu.id(), gpu));
        this.gpusBefore = Map.copyOf(this.gpus);
    }

    /** A machine as it is stored. */
    public static Machine stored(ServerLife server, Collection<GpuLife> gpus, Instant now, String actor) {
        return new Machine(server, server, gpus, now, actor);
    }

    /** A machine that is not stored yet. */
    public static Machine enrol(ServerLife server, Instant now, String actor, @Nullable String cause) {
        var machine = new Machine(null, server, List.of(), now, actor);
        machine.moves.add(new Move.OfServer(null, null, server.state(), cause, 0, server));
        return machine;
    }

    public ServerLife server() {
        return server;
    }

    public Collection<GpuLife> gpus() {
        return List.copyOf(gpus.values());
    }

    public @Nullable GpuLife gpu(UUID id) {
        return gpus.get(id);
    }

    public Instant now() {
        return now;
    }

    public String actor() {
        return actor;
    }

    public List<Move> moves() {
        return List.copyOf(moves);
    }

    /** Moves the server when its table has such a move; answers whether it has. */
    public boolean move(ServerTrigger trigger, @Nullable String cause) {
        var next = ServerLifecycle.TABLE.next(server.state(), trigger);
        next.ifPresent(to -> enter(trigger, to, cause));
        return next.isPresent();
    }

    /** Moves a GPU when its table has such a move; answers whether it has. */
    public boolean moveGpu(UUID id, GpuTrigger trigger, @Nullable String cause) {
        var gpu = gpus.get(id);
        var next = gpu == null
                ? null
                : GpuLifecycle.TABLE.next(gpu.state(), trigger).orElse(null);
        if (gpu == null || next == null) {
            return false;
        }
        moves.add(new Move.OfGpu(
                id, gpu.state(), trigger, next, cause, since(gpu.stay().since())));
        String fault =
                next == GpuState.FAULTY || next == GpuState.RMA ? Objects.requireNonNullElse(cause, "unknown") : null;
        gpus.put(id, gpu.in(GpuLife.Stay.begin(next, now), fault));
        return true;
    }

    void update(ServerLife changed) {
        server = changed;
    }

    void updateGpu(GpuLife changed) {
        gpus.put(changed.id(), changed);
    }

    /** Adds a GPU that is new to the inventory. */
    public void add(GpuLife gpu) {
        gpus.put(gpu.id(), gpu);
        moves.add(new Move.OfGpu(gpu.id(), null, null, gpu.state(), null, 0));
    }

    /** Takes in a GPU that was known elsewhere; its facts are set by who found it. */
    public void adopt(GpuLife gpu) {
        gpus.put(gpu.id(), gpu);
    }

    /** Tells a fact about this server beside its moves. */
    public void tell(EventData data) {
        extras.add(new Told(server.id(), data));
    }

    /** Everything that is to be told, in order: moves, then pictures that changed without a move, then other facts. */
    public List<Told> told() {
        var told = new ArrayList<Told>();
        for (Move move : moves) {
            switch (move) {
                case Move.OfServer m -> told.addAll(Pictures.of(m));
                case Move.OfGpu m -> {
                    var gpu = gpus.get(m.objectId());
                    if (gpu != null) {
                        told.add(Pictures.of(server, gpu, m));
                    }
                }
            }
        }
        told.addAll(changedPictures());
        told.addAll(extras);
        return told;
    }

    private List<Told> changedPictures() {
        var told = new ArrayList<Told>();
        if (serverBefore != null && !moved(server.id()) && !Pictures.same(serverBefore, server)) {
            told.add(Pictures.unmoved(server));
        }
        for (GpuLife gpu : gpus.values()) {
            var before = gpusBefore.get(gpu.id());
            if (moved(gpu.id())) {
                continue;
            }
            if (before == null || serverBefore == null || !Pictures.same(serverBefore, before, server, gpu)) {
                told.add(Pictures.unmoved(server, gpu));
            }
        }
        return told;
    }

    private boolean moved(UUID id) {
        return moves.stream().anyMatch(move -> move.objectId().equals(id));
    }

    /** True when the stored server row must be written. */
    boolean serverChanged() {
        return serverBefore == null || !serverBefore.equals(server);
    }

    boolean isNew() {
        return serverBefore == null;
    }

    List<GpuLife> newGpus() {
        return gpus.values().stream()
                .filter(gpu -> moves.stream()
                        .anyMatch(m -> m instanceof Move.OfGpu born
                                && born.from() == null
                                && born.objectId().equals(gpu.id())))
                .toList();
    }

    List<GpuLife> changedGpus() {
        var born = newGpus();
        return gpus.values().stream()
                .filter(gpu -> !gpu.equals(gpusBefore.get(gpu.id())) && !born.contains(gpu))
                .toList();
    }

    private void enter(ServerTrigger trigger, ServerState to, @Nullable String cause) {
        var from = server.state();
        long held = since(server.stay().since());
        server = server.in(ServerLife.Stay.begin(to, now), faultIn(from, to, cause));
        moves.add(new Move.OfServer(from, trigger, to, cause, held, server));
    }

    private @Nullable Fault faultIn(ServerState from, ServerState to, @Nullable String cause) {
        return switch (to) {
            case FAILED, QUARANTINED ->
                from == ServerState.REPAIRING && server.fault() != null
                        ? server.fault()
                        : new Fault(from, Objects.requireNonNullElse(cause, "unknown"));
            case REPAIRING -> server.fault();
            default -> null;
        };
    }

    private long since(Instant instant) {
        return Math.max(0, Duration.between(instant, now).toMillis());
    }
}
