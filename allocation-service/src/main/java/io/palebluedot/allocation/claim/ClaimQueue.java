package io.palebluedot.allocation.claim;

import io.palebluedot.allocation.AllocationConfig;
import io.palebluedot.allocation.fleet.FleetView;
import io.palebluedot.allocation.ledger.Allocation;
import io.palebluedot.allocation.planner.Fleet;
import io.palebluedot.rpc.Failures;
import io.quarkus.runtime.Startup;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The one queue in front of the fleet: whatever came while a batch was being written is the next batch, and one batch is in flight at a time. No
 * timer: a lone request goes at once. Work that needs the picture of the fleet for itself stands in the same queue.
 */
@Startup
@ApplicationScoped
public class ClaimQueue {

    private static final Logger LOG = Logger.getLogger(ClaimQueue.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private sealed interface Item {
        record OfClaim(Pending pending) implements Item {}

        record OfTask(Supplier<Uni<Void>> task) implements Item {}
    }

    private final ClaimRounds rounds;
    private final ClaimMetrics metrics;
    private final FleetView view;
    private final AllocationConfig config;
    private final Context context;
    private final ConcurrentLinkedQueue<Item> items = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    ClaimQueue(ClaimRounds rounds, ClaimMetrics metrics, FleetView view, AllocationConfig config, Vertx vertx) {
        this.rounds = rounds;
        this.metrics = metrics;
        this.view = view;
        this.config = config;
        this.context = VertxContext.getRootContext(vertx.getOrCreateContext());
    }

    /** The allocation that came of the claim, or its refusal. */
    public Uni<Allocation> submit(Claim claim) {
        return Uni.createFrom()
                .<Allocation>emitter(answer -> {
                    if (waiting.get() >= config.maxWaiting()) {
                        answer.fail(Failures.unavailable("OVERLOADED", "too many requests wait", RETRY_AFTER));
                    } else {
                        add(new Item.OfClaim(new Pending(claim, answer, metrics)));
                    }
                })
                .emitOn(back());
    }

    /** Runs a task that has the picture of the fleet, up to date, to itself. */
    public <T> Uni<T> alone(Function<Fleet, Uni<T>> task) {
        return Uni.createFrom()
                .<T>emitter(answer -> add(new Item.OfTask(() -> view.refresh()
                        .chain(task::apply)
                        .onItemOrFailure()
                        .invoke((item, failure) -> {
                            if (failure != null) {
                                answer.fail(failure);
                            } else {
                                answer.complete(item);
                            }
                        })
                        .replaceWithVoid())))
                .emitOn(back());
    }

    private void add(Item item) {
        items.add(item);
        if (waiting.getAndIncrement() == 0) {
            context.runOnContext(ignored -> next());
        }
    }

    private void next() {
        var first = items.peek();
        if (first instanceof Item.OfTask(Supplier<Uni<Void>> task)) {
            items.poll();
            work(task.get(), 1);
            return;
        }
        var batch = new ArrayList<Pending>();
        while (batch.size() < config.maxBatch() && items.peek() instanceof Item.OfClaim(Pending pending)) {
            items.poll();
            batch.add(pending);
        }
        work(rounds.run(List.copyOf(batch)), batch.size());
    }

    private void work(Uni<Void> work, int taken) {
        work.subscribe().with(ignored -> over(taken), failure -> {
            LOG.debugf("task of the claim queue failed: %s", failure.toString());
            over(taken);
        });
    }

    private void over(int taken) {
        if (waiting.addAndGet(-taken) > 0) {
            context.runOnContext(ignored -> next());
        }
    }

    /** Answers go back to where the caller stands. */
    private static Executor back() {
        var caller = Vertx.currentContext();
        return caller == null ? Runnable::run : task -> caller.runOnContext(ignored -> task.run());
    }
}
