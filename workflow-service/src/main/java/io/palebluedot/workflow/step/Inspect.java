package io.palebluedot.workflow.step;

import io.palebluedot.workflow.hardware.HardwareCalls;
import io.palebluedot.workflow.lifecycle.Outcome;
import io.palebluedot.workflow.lifecycle.StepName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Reads the server's tree again. */
@ApplicationScoped
class Inspect implements StepHandler {

    private final HardwareCalls hardware;
    private final OperationFollower operations;

    Inspect(HardwareCalls hardware, OperationFollower operations) {
        this.hardware = hardware;
        this.operations = operations;
    }

    @Override
    public Set<StepName> steps() {
        return Set.of(StepName.INSPECT);
    }

    @Override
    public Uni<Outcome> look(StepRun run) {
        return operations.follow(run, "inspection", key -> hardware.inspect(run.serverId()));
    }
}
