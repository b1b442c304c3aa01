package io.palebluedot.workflow.step;

import io.palebluedot.workflow.hardware.HardwareCalls;
import io.palebluedot.workflow.hardware.HardwareOperation;
import io.palebluedot.workflow.lifecycle.Outcome;
import io.palebluedot.workflow.lifecycle.StepName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Ends what this service left running on the server; also an operation whose id was lost in a crash. */
@ApplicationScoped
class CancelOperation implements StepHandler {

    private final HardwareCalls hardware;
    private final OperationFollower operations;

    CancelOperation(HardwareCalls hardware, OperationFollower operations) {
        this.hardware = hardware;
        this.operations = operations;
    }

    @Override
    public Set<StepName> steps() {
        return Set.of(StepName.CANCEL_OPERATION);
    }

    /** The workflow has the server to itself, so every open operation of this service on it is the workflow's own. */
    @Override
    public Uni<Outcome> look(StepRun run) {
        return hardware.ownOpenOperations(run.serverId()).chain(this::endFirst);
    }

    private Uni<Outcome> endFirst(List<HardwareOperation> open) {
        return open.isEmpty()
                ? Uni.createFrom().item(Outcome.done("no operation is under way"))
                : operations.stop(open.getFirst());
    }
}
