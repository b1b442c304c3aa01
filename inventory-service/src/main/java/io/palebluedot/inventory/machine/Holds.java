package io.palebluedot.inventory.machine;

import io.palebluedot.inventory.lifecycle.GpuState;
import io.palebluedot.inventory.lifecycle.GpuTrigger;
import io.palebluedot.inventory.lifecycle.ServerState;
import io.palebluedot.inventory.lifecycle.ServerTrigger;
import io.palebluedot.inventory.machine.GpuLife.Hold;
import java.util.Collection;
import java.util.Objects;
import java.util.UUID;

/**
 * What allocations do to a machine. Facts of allocations and of workflows come on two ways and may overtake each other: each function takes the
 * machine to where the fact says it is, from wherever it stands.
 */
public final class Holds {

    private Holds() {}

    /** An allocation holds these GPUs; {@code deploy}: the server will be installed for it. */
    public static void reserve(Machine machine, Hold hold, Collection<UUID> gpuIds, boolean deploy) {
        String cause = "allocation " + hold.allocationId();
        if (deploy && machine.server().state() == ServerState.AVAILABLE) {
            machine.move(ServerTrigger.RESERVE, cause);
        }
        for (UUID id : gpuIds) {
            var gpu = machine.gpu(id);
            if (gpu != null && gpu.hold() == null) {
                machine.updateGpu(gpu.heldBy(hold));
                machine.moveGpu(id, GpuTrigger.RESERVE, cause);
            }
        }
        project(machine);
    }

    /** The allocation's user can work. */
    public static void activate(Machine machine, Hold hold, Collection<UUID> gpuIds) {
        reserve(machine, hold, gpuIds, false);
        for (UUID id : gpuIds) {
            var gpu = machine.gpu(id);
            if (gpu != null && gpu.heldBy(hold.allocationId())) {
                machine.moveGpu(id, GpuTrigger.ALLOCATE, "allocation " + hold.allocationId());
            }
        }
    }

    /** The allocation gives these GPUs back; {@code clean}: nobody else is on the server, it will be cleaned. */
    public static void release(Machine machine, String allocationId, Collection<UUID> gpuIds, boolean clean) {
        String cause = "allocation " + allocationId + " released";
        if (clean) {
            machine.move(ServerTrigger.RELEASE, cause);
        }
        for (UUID id : gpuIds) {
            var gpu = machine.gpu(id);
            if (gpu != null && gpu.heldBy(allocationId)) {
                machine.moveGpu(id, GpuTrigger.RELEASE, cause);
                machine.updateGpu(Objects.requireNonNull(machine.gpu(id)).heldBy((Hold) null));
            }
        }
        project(machine);
        Qualification.settle(machine);
    }

    /** True while an allocation has any of its GPUs. */
    public static boolean held(Machine machine) {
        return machine.gpus().stream().anyMatch(gpu -> gpu.hold() != null);
    }

    /** Reserved too long: what allocation-service should have ended is ended here. */
    static void timedOut(Machine machine, GpuLife gpu) {
        machine.moveGpu(gpu.id(), GpuTrigger.TIMEOUT, "longer in " + gpu.state().word() + " than allowed");
        var after = machine.gpu(gpu.id());
        if (after != null && after.state() == GpuState.DRAINING) {
            machine.updateGpu(after.heldBy((Hold) null));
        }
        project(machine);
    }

    private static void project(Machine machine) {
        var projects = machine.gpus().stream()
                .map(GpuLife::hold)
                .filter(Objects::nonNull)
                .map(Hold::projectId)
                .distinct()
                .toList();
        machine.update(machine.server().ofProject(projects.size() == 1 ? projects.getFirst() : null));
    }
}
