package io.palebluedot.allocation.claim;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.palebluedot.rpc.FailureException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** Success rate and times of decisions. */
@ApplicationScoped
class ClaimMetrics {

    private static final String DECISIONS = "pbd.allocation.decisions";

    private final MeterRegistry registry;
    private final Timer planning;
    private final DistributionSummary batchSize;

    ClaimMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.planning = registry.timer("pbd.allocation.planning");
        this.batchSize = registry.summary("pbd.allocation.batch.size");
    }

    void batch(int size, Duration planned) {
        batchSize.record(size);
        planning.record(planned);
    }

    /** From the request's arrival to its answer; a request for a dry run is no decision. */
    void decided(Claim claim, String outcome) {
        if (claim.mode() == Claim.Mode.HOLD_OR_REFUSE || claim.mode() == Claim.Mode.HOLD_OR_WAIT) {
            registry.timer(DECISIONS, "outcome", outcome).record(Duration.between(claim.since(), Instant.now()));
        }
    }

    void failed(Claim claim, Throwable failure) {
        decided(
                claim,
                failure instanceof FailureException expected
                        ? expected.failure().code()
                        : "ERROR");
    }
}
