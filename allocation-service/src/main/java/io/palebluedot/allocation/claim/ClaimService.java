package io.palebluedot.allocation.claim;

import io.palebluedot.allocation.fleet.FleetSource;
import io.palebluedot.allocation.ledger.Allocation;
import io.palebluedot.allocation.lifecycle.AllocationState;
import io.palebluedot.allocation.planner.Explanation;
import io.palebluedot.allocation.planner.Planner;
import io.palebluedot.rpc.FailureException;
import io.palebluedot.rpc.Role;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Asking for GPUs, and asking why. */
@ApplicationScoped
public class ClaimService {

    private static final Set<String> BEHIND =
            Set.of("SERVER_NOT_FOUND", "SERVER_NOT_AVAILABLE", "GPU_NOT_FOUND", "GPU_NOT_AVAILABLE", "NO_CAPACITY");

    private final ClaimQueue queue;
    private final FleetSource source;

    ClaimService(ClaimQueue queue, FleetSource source) {
        this.queue = queue;
        this.source = source;
    }

    /**
     * Decides a claim. Failures: USER_NOT_FOUND, PROJECT_NOT_FOUND, SERVER_NOT_FOUND, GPU_NOT_FOUND, PERMISSION_DENIED, NO_CAPACITY, QUOTA_EXCEEDED,
     * GPU_NOT_AVAILABLE, SERVER_NOT_AVAILABLE, INVALID_INPUT for more than the fleet has.
     */
    public Uni<Allocation> claim(Claim claim) {
        claim.caller().require(Role.ADMIN, Role.OPERATOR, Role.ENGINEER, Role.SERVICE);
        return queue.submit(claim)
                .onFailure(failure -> mayBeBehind(claim, failure))
                .recoverWithUni(refusal -> lookAgain(claim, refusal));
    }

    /** Who saw a server become available and asks for it by name must not be refused because its events are still on their way. */
    private static boolean mayBeBehind(Claim claim, Throwable failure) {
        return failure instanceof FailureException refused
                && BEHIND.contains(refused.failure().code())
                && !claim.request().demand().refs().isEmpty();
    }

    private Uni<Allocation> lookAgain(Claim claim, Throwable refusal) {
        return source.catchUp(claim.request().demand().refs())
                .onFailure()
                .recoverWithItem(false)
                .chain(news -> news ? queue.submit(claim) : Uni.createFrom().failure(refusal));
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
