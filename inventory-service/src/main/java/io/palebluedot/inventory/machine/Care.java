package io.palebluedot.inventory.machine;

import io.palebluedot.events.SystemEvent.SystemStatusChanged;
import io.palebluedot.inventory.lifecycle.GpuState;
import io.palebluedot.inventory.lifecycle.GpuTrigger;
import io.palebluedot.inventory.lifecycle.ServerState;
import io.palebluedot.inventory.lifecycle.ServerTrigger;
import io.palebluedot.inventory.machine.ServerLife.Maintenance;
import io.palebluedot.inventory.machine.ServerLife.Vitals;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Health, faults, maintenance, deadlines and the end of a machine. */
public final class Care {

    private Care() {}

    /** A GPU must not be used any more; who holds it keeps holding it. */
    public static void fault(Machine machine, UUID gpuId, String cause) {
        machine.moveGpu(gpuId, GpuTrigger.FAULT, cause);
    }

    /** The last inspection did not see it: taken out by a person in maintenance, else broken. */
    public static void missing(Machine machine, GpuLife gpu) {
        machine.updateGpu(gpu.absent());
        boolean maintained = gpu.maintenance() || machine.server().maintenance().on();
        if (maintained && gpu.state() == GpuState.FAULTY) {
            machine.moveGpu(gpu.id(), GpuTrigger.SEND_BACK, gpu.fault());
        } else if (!maintained || !machine.moveGpu(gpu.id(), GpuTrigger.REMOVE, "taken out in maintenance")) {
            machine.moveGpu(gpu.id(), GpuTrigger.FAULT, "missing in the last inspection");
        }
    }

    /** Seen by an inspection; one that came back begins anew. */
    public static void seen(Machine machine, GpuLife gpu, @Nullable String health, GpuFacts facts) {
        boolean moved = !gpu.serverId().equals(machine.server().id());
        boolean back = gpu.state() == GpuState.RMA || gpu.state() == GpuState.REMOVED;
        machine.adopt(gpu.seenIn(machine.server().id(), health, facts));
        if (moved || back) {
            machine.moveGpu(
                    gpu.id(),
                    GpuTrigger.RETURN,
                    moved ? "moved to " + machine.server().name() : "back again");
        }
        if ("Critical".equals(health)) {
            fault(machine, gpu.id(), "health is Critical");
        }
    }

    public static void gpuHealth(Machine machine, UUID gpuId, String health) {
        var gpu = machine.gpu(gpuId);
        if (gpu == null) {
            return;
        }
        machine.updateGpu(gpu.withHealth(health));
        if ("Critical".equals(health)) {
            fault(machine, gpuId, "health is Critical");
        }
    }

    /** What the hardware tells of the server as a whole; null leaves the former value. */
    public static void vitals(
            Machine machine,
            @Nullable String health,
            @Nullable String power,
            @Nullable Boolean reachable,
            @Nullable String cause) {
        var before = machine.server().vitals();
        var after = new Vitals(
                health == null ? before.health() : health,
                power == null ? before.power() : power,
                reachable == null ? before.reachable() : reachable);
        machine.update(machine.server().with(after));
        if (after.health() != null && !after.health().equals(before.health())) {
            machine.tell(new SystemStatusChanged(before.health(), after.health(), cause));
        }
    }

    public static void conflict(Machine machine, @Nullable String conflict) {
        machine.update(machine.server().conflicting(conflict));
    }

    public static void rename(Machine machine, String name, String rack) {
        machine.update(machine.server().named(name, rack));
    }

    /** A failed server in maintenance is being repaired; the end of it sends it through validation, unless it has to be cleaned. */
    public static void maintenance(Machine machine, boolean on, @Nullable String reason) {
        machine.update(machine.server().with(new Maintenance(on, on ? reason : null)));
        if (on) {
            machine.move(ServerTrigger.REPAIR, reason);
        } else if (machine.server().state() == ServerState.REPAIRING) {
            if (machine.server().dirty()) {
                machine.move(ServerTrigger.QUARANTINE, "repaired, not cleaned yet");
            } else {
                machine.move(ServerTrigger.REPAIRED, reason);
                Qualification.validate(machine);
            }
        }
    }

    public static void gpuMaintenance(Machine machine, UUID gpuId, boolean on) {
        var gpu = machine.gpu(gpuId);
        if (gpu != null) {
            machine.updateGpu(gpu.withMaintenance(on));
        }
    }

    /**
     * Takes the server and its GPUs out of the inventory.
     *
     * @return false when its state does not allow it
     */
    public static boolean retire(Machine machine) {
        if (!machine.move(ServerTrigger.RETIRE, "retired")) {
            return false;
        }
        machine.gpus().forEach(gpu -> machine.moveGpu(gpu.id(), GpuTrigger.REMOVE, "server retired"));
        return true;
    }

    /** The forced exit of whatever stayed longer than its state allows. */
    public static void expire(Machine machine) {
        var server = machine.server();
        var deadline = server.stay().deadline();
        if (deadline != null && deadline.isBefore(machine.now())) {
            machine.move(ServerTrigger.TIMEOUT, "longer in " + server.state().word() + " than allowed");
        }
        for (GpuLife gpu : machine.gpus()) {
            var until = gpu.stay().deadline();
            if (until != null && until.isBefore(machine.now())) {
                Holds.timedOut(machine, gpu);
            }
        }
        Qualification.settle(machine);
    }

    /** Gives a state that waits for the hardware one more try. */
    public static void tryAgain(Machine machine) {
        var server = machine.server();
        machine.update(server.in(server.stay().again(machine.now()), server.fault()));
    }

    /** True when waiting longer, with another inspection, may help. */
    public static boolean mayTryAgain(Machine machine, int budget) {
        var server = machine.server();
        return (server.state() == ServerState.VERIFYING || server.state() == ServerState.INSPECTING)
                && server.stay().retries() < budget
                && Objects.requireNonNullElse(server.stay().deadline(), machine.now())
                        .isBefore(machine.now());
    }
}
