package io.palebluedot.allocation.claim;

import io.palebluedot.allocation.ledger.Allocation;
import io.palebluedot.allocation.ledger.AllocationRepository;
import io.palebluedot.allocation.ledger.Moves;
import io.palebluedot.allocation.ledger.Step;
import io.palebluedot.allocation.lifecycle.Trigger;
import io.palebluedot.events.AllocationEvent.AllocationEnded;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failure;
import io.palebluedot.rpc.FailureException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Tries waiting requests again, by priority and then by time, whenever something may have become free. */
@ApplicationScoped
public class WaitingClaims {

    private static final Logger LOG = Logger.getLogger(WaitingClaims.class);
    private static final int AT_ONCE = 500;
    private static final Caller SELF = Caller.service("allocation-service");

    private final AllocationRepository allocations;
    private final ClaimQueue queue;
    private final Moves moves;
    private final Pool pool;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();

    WaitingClaims(AllocationRepository allocations, ClaimQueue queue, Moves moves, Pool pool) {
        this.allocations = allocations;
        this.queue = queue;
        this.moves = moves;
        this.pool = pool;
    }

    /** Tries them; while a pass runs, one more is remembered rather than started. */
    public Uni<Void> tryAgain() {
        int ask = asked.incrementAndGet();
        if (!running.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        return pass().onItemOrFailure()
                .invoke((item, failure) -> {
                    running.set(false);
                    if (failure != null) {
                        LOG.warnf("waiting requests not tried: %s", failure.toString());
                    }
                })
                .onFailure()
                .recoverWithNull()
                .chain(() -> asked.get() == ask ? Uni.createFrom().voidItem() : tryAgain());
    }

    private Uni<Void> pass() {
        return allocations
                .queued(AT_ONCE)
                .chain(waiting -> waiting.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : Uni.join()
                                .all(waiting.stream().map(this::retry).toList())
                                .andCollectFailures()
                                .replaceWithVoid());
    }

    private Uni<Void> retry(Allocation allocation) {
        return queue.submit(claim(allocation))
                .replaceWithVoid()
                .onFailure(FailureException.class)
                .recoverWithUni(e -> settle(allocation, e.failure()));
    }

    private static Claim claim(Allocation waiting) {
        var terms = new Terms(
                waiting.name(),
                waiting.purpose(),
                waiting.priority(),
                waiting.labels(),
                waiting.start(),
                waiting.end(),
                waiting.leaseSeconds() == null ? null : Duration.ofSeconds(waiting.leaseSeconds()),
                waiting.template(),
                waiting.sshKeys(),
                waiting.userData());
        return new Claim(
                waiting.id(),
                SELF,
                waiting.userId().toString(),
                waiting.projectId().toString(),
                RequestJson.readRequest(waiting.request()),
                terms,
                Claim.Mode.RETRY,
                waiting.createdAt());
    }

    /** Capacity and quota may come; what can never be met any more ends here. */
    private Uni<Void> settle(Allocation allocation, Failure failure) {
        return switch (failure) {
            case Failure.NotFound gone -> reject(allocation, gone.message());
            case Failure.InvalidInput impossible -> reject(allocation, reason(impossible));
            case Failure.Denied denied -> reject(allocation, denied.message());
            case Failure.IllegalMove state
            when state.code().equals("USER_DISABLED") -> reject(allocation, state.message());
            case Failure.IllegalMove ignored -> Uni.createFrom().voidItem();
            case Failure.Exhausted ignored -> Uni.createFrom().voidItem();
            case Failure.Unavailable ignored -> Uni.createFrom().voidItem();
            case Failure.VersionConflict ignored -> Uni.createFrom().voidItem();
            case Failure.AlreadyExists ignored -> Uni.createFrom().voidItem();
            case Failure.Unauthenticated ignored -> Uni.createFrom().voidItem();
        };
    }

    private static String reason(Failure.InvalidInput impossible) {
        return impossible.errors().isEmpty()
                ? impossible.message()
                : impossible.errors().getFirst().message();
    }

    private Uni<Void> reject(Allocation allocation, String reason) {
        var ended = new AllocationEnded(allocation.projectId().toString(), "rejected", reason);
        var step = new Step(List.of(Trigger.REJECTED), reason, SELF.name(), reason, null, List.of(ended));
        return pool.withTransaction(tx -> moves.make(tx, allocation, step).replaceWithVoid());
    }
}
