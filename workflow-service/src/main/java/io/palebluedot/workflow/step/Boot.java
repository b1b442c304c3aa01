package io.palebluedot.workflow.step;

import io.palebluedot.workflow.hardware.HardwareCalls;
import io.palebluedot.workflow.lifecycle.Outcome;
import io.palebluedot.workflow.lifecycle.StepName;
import io.palebluedot.workflow.tinkerbell.Tinkerbell;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Chooses what the server boots from, and brings it up from there. */
@ApplicationScoped
class Boot implements StepHandler {

    private final HardwareCalls hardware;
    private final OperationFollower operations;
    private final Tinkerbell tinkerbell;

    Boot(HardwareCalls hardware, OperationFollower operations, Tinkerbell tinkerbell) {
        this.hardware = hardware;
        this.operations = operations;
        this.tinkerbell = tinkerbell;
    }

    @Override
    public Set<StepName> steps() {
        return Set.of(StepName.BOOT_PXE, StepName.BOOT_DISK, StepName.RESET_BOOT);
    }

    @Override
    public Uni<Outcome> look(StepRun run) {
        return switch (run.step().name()) {
            case BOOT_PXE ->
                operations.follow(run, "network boot", key -> hardware.bootFromNetwork(run.serverId(), key));
            case BOOT_DISK -> disk(run);
            default -> reset(run);
        };
    }

    /** Once Tinkerbell no longer offers network boot, the disk is all there is; a template that restarts by itself is not disturbed. */
    private Uni<Outcome> disk(StepRun run) {
        boolean restart = run.fact(InstallFacts.RESTARTS) == null;
        return tinkerbell
                .allowNetboot(run.serverId(), false)
                .chain(() -> operations.follow(
                        run, "disk boot", key -> hardware.bootFromDisk(run.serverId(), restart, key)));
    }

    private Uni<Outcome> reset(StepRun run) {
        if (run.undoing() && !run.workflow().begun(StepName.BOOT_PXE)) {
            return Uni.createFrom().item(new Outcome.Skip("nothing was booted"));
        }
        return operations.follow(run, "boot reset", key -> hardware.bootFromDisk(run.serverId(), false, key));
    }
}
