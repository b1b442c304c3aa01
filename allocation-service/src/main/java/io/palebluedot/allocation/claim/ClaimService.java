package io.palebluedot.allocation.claim;

import io.palebluedot.allocation.ledger.Allocation;
import io.palebluedot.allocation.lifecycle.AllocationState;
import io.palebluedot.allocation.planner.Explanation;
import io.palebluedot.allocation.planner.Planner;
import io.palebluedot.rpc.Role;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Asking for GPUs, and asking why. */
@ApplicationScoped
public class ClaimService {

    private final ClaimQueue queue;

    ClaimService(ClaimQueue queue) {
        this.queue = queue;
    }

    /**
     * Decides a claim. Failures: USER_NOT_FOUND, PROJECT_NOT_FOUND, SERVER_NOT_FOUND, GPU_NOT_FOUND, PERMISSION_DENIED, NO_CAPACITY, QUOTA_EXCEEDED,
     * GPU_NOT_AVAILABLE, SERVER_NOT_AVAILABLE, INVALID_INPUT for more than the fleet has.
     */
    public Uni<Allocation> claim(Claim claim) {
        claim.caller().require(Role.ADMIN, Role.OPERATOR, Role.ENGINEER, Role.SERVICE);
        return queue.submit(claim);
    }

    /** Why the allocation is where it is; for one that waits, as of now. */
    public Uni<Explanation> explain(Allocation allocation) {
        if (allocation.state() != AllocationState.QUEUED) {
            return Uni.createFrom().item(RequestJson.readExplanation(allocation.decision()));
        }
        var request = RequestJson.readRequest(allocation.request());
        return queue.alone(
                fleet -> Uni.createFrom().item(Planner.plan(fleet, request).explanation()));
    }
}
