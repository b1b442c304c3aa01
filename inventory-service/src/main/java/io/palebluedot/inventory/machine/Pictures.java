package io.palebluedot.inventory.machine;

import io.palebluedot.events.GpuEvent.GpuStatusChanged;
import io.palebluedot.events.ServerEvent.ServerDecommissioned;
import io.palebluedot.events.ServerEvent.ServerFailed;
import io.palebluedot.events.ServerEvent.ServerStateChanged;
import io.palebluedot.inventory.lifecycle.GpuState;
import io.palebluedot.inventory.lifecycle.ServerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Servers and GPUs as others see them. */
final class Pictures {

    private Pictures() {}

    /** True when the GPU may be handed out now. */
    static boolean allocatable(ServerLife server, GpuLife gpu, GpuState state) {
        boolean place = switch (server.state()) {
            case AVAILABLE -> !Boolean.FALSE.equals(server.vitals().reachable());
            case ACTIVE -> true;
            default -> false;
        };
        return place
                && state == GpuState.AVAILABLE
                && gpu.present()
                && !gpu.maintenance()
                && !gpu.critical()
                && !server.maintenance().on()
                && !server.vitals().critical();
    }

    static List<Told> of(Move.OfServer move) {
        var after = move.after();
        var told = new ArrayList<Told>();
        told.add(new Told(after.id(), stateChanged(after, move.from(), move.cause())));
        if (move.from() != null && (move.to() == ServerState.FAILED || move.to() == ServerState.QUARANTINED)) {
            String cause = after.fault() == null ? "unknown" : after.fault().cause();
            told.add(new Told(
                    after.id(), new ServerFailed(after.name(), move.from().word(), cause)));
        }
        if (move.to() == ServerState.RETIRED) {
            told.add(new Told(after.id(), new ServerDecommissioned(after.name())));
        }
        return told;
    }

    static Told of(ServerLife server, GpuLife gpu, Move.OfGpu move) {
        return new Told(
                gpu.id(),
                picture(server, gpu, move.from() == null ? null : move.from().word(), move.to(), move.cause()));
    }

    static Told unmoved(ServerLife server) {
        return new Told(server.id(), stateChanged(server, server.state(), null));
    }

    static Told unmoved(ServerLife server, GpuLife gpu) {
        return new Told(gpu.id(), picture(server, gpu, gpu.state().word(), gpu.state(), gpu.fault()));
    }

    static boolean same(ServerLife before, ServerLife after) {
        return stateChanged(before, before.state(), null).equals(stateChanged(after, after.state(), null));
    }

    static boolean same(ServerLife serverBefore, GpuLife before, ServerLife serverAfter, GpuLife after) {
        return picture(serverBefore, before, null, before.state(), null)
                .equals(picture(serverAfter, after, null, after.state(), null));
    }

    private static ServerStateChanged stateChanged(
            ServerLife server, @Nullable ServerState from, @Nullable String cause) {
        return new ServerStateChanged(
                server.name(),
                from == null ? null : from.word(),
                server.state().word(),
                server.state().status(),
                cause,
                server.maintenance().on(),
                server.vitals().health(),
                server.rack().isEmpty() ? null : server.rack(),
                server.projectId());
    }

    private static GpuStatusChanged picture(
            ServerLife server, GpuLife gpu, @Nullable String from, GpuState to, @Nullable String cause) {
        var facts = gpu.facts();
        return new GpuStatusChanged(
                gpu.name(),
                server.id().toString(),
                server.name(),
                from,
                to.word(),
                to.status(gpu.busy()),
                gpu.health(),
                gpu.maintenance() || server.maintenance().on(),
                allocatable(server, gpu, to),
                facts.index(),
                facts.model(),
                facts.serial(),
                facts.memoryBytes(),
                server.rack().isEmpty() ? null : server.rack(),
                facts.nvlinkDomain(),
                Objects.requireNonNullElse(cause, "").isEmpty() ? null : cause);
    }
}
