package io.palebluedot.allocation.claim;

import io.palebluedot.allocation.ledger.Allocation;
import io.smallrye.mutiny.subscription.UniEmitter;

/** A claim that somebody waits for. */
record Pending(Claim claim, UniEmitter<? super Allocation> answer, ClaimMetrics metrics) {

    void done(Allocation allocation) {
        metrics.decided(claim, allocation.state().holding() ? "HELD" : "QUEUED");
        answer.complete(allocation);
    }

    void failed(Throwable failure) {
        metrics.failed(claim, failure);
        answer.fail(failure);
    }

    Tenant.Key key() {
        return new Tenant.Key(claim.user(), claim.project());
    }
}
