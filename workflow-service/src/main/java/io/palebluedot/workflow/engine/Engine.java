package io.palebluedot.workflow.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.events.Ids;
import io.palebluedot.workflow.WorkflowConfig;
import io.palebluedot.workflow.lifecycle.Next;
import io.palebluedot.workflow.lifecycle.Outcome;
import io.palebluedot.workflow.lifecycle.Turn;
import io.palebluedot.workflow.step.Handlers;
import io.palebluedot.workflow.step.StepRun;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Gives due workflows their turns. A turn looks once, writes once and lets go; whatever it leaves is picked up by the next one, here or in another
 * replica.
 */
@ApplicationScoped
public class Engine {

    private static final Logger LOG = Logger.getLogger(Engine.class);

    private final String owner = "workflow-service/" + ProcessHandle.current().pid() + "/" + Ids.newId();
    /** Away from the context of whoever wakes the engine: a turn acts for the service, not for a caller. */
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    private final WorkflowLedger ledger;
    private final Handlers handlers;
    private final StepLimits limits;
    private final WorkflowConfig config;
    private final MeterRegistry meters;
    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean stopping;

    Engine(WorkflowLedger ledger, Handlers handlers, StepLimits limits, WorkflowConfig config, MeterRegistry meters) {
        this.ledger = ledger;
        this.handlers = handlers;
        this.limits = limits;
        this.config = config;
        this.meters = meters;
        meters.gauge("pbd.workflow.turns.running", running);
    }

    /** Looks for due workflows now instead of at the next poll. Returns at once. */
    public void wake() {
        claim().subscribe().with(done -> {}, e -> LOG.warnf("workflows cannot be claimed: %s", e.toString()));
    }

    @Scheduled(every = "${pbd.workflow.poll:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> poll() {
        return claim().onFailure()
                .invoke(e -> LOG.warnf("workflows cannot be claimed: %s", e.toString()))
                .onFailure()
                .recoverWithNull();
    }

    @PreDestroy
    void stop() {
        stopping = true;
    }

    private Uni<Void> claim() {
        return Uni.createFrom()
                .deferred(this::claimThatMany)
                .runSubscriptionOn(threads)
                .invoke(taken -> taken.forEach(this::begin))
                .replaceWithVoid();
    }

    private Uni<List<Claimed>> claimThatMany() {
        int room = config.concurrency() - running.get();
        return stopping || room <= 0 ? Uni.createFrom().item(List.of()) : ledger.claim(owner, config.lease(), room);
    }

    private void begin(Claimed claimed) {
        running.incrementAndGet();
        Uni.createFrom()
                .deferred(() -> turn(claimed))
                .runSubscriptionOn(threads)
                .onTermination()
                .invoke(running::decrementAndGet)
                .subscribe()
                .with(due -> next(due), e -> ended(claimed, e));
    }

    private void next(boolean due) {
        if (due) {
            wake();
        }
    }

    private static void ended(Claimed claimed, Throwable failure) {
        String id = claimed.workflow().order().id().toString();
        if (failure instanceof LeaseLost) {
            LOG.infof("turn lost its lease workflowId=%s", id);
        } else {
            // The lease runs out, then the workflow has another turn.
            LOG.errorf(failure, "turn not written workflowId=%s", id);
        }
    }

    /** Answers whether there may be more to do at once. */
    private Uni<Boolean> turn(Claimed claimed) {
        var turn = new Turn(claimed.workflow(), limits);
        var now = Instant.now();
        Next next = turn.decide(now, claimed.intent(), claimed.blocker());
        return switch (next) {
            case Next.Sleep sleep -> write(claimed, sleep.until());
            // What has moved is told before anything is done about it.
            case Next.Run run when claimed.workflow().moved() -> write(claimed, now);
            case Next.Run run ->
                handlers.run(new StepRun(claimed.workflow(), run.step()))
                        .ifNoItem()
                        .after(config.turnLimit())
                        .recoverWithItem(() -> new Outcome.Away("the step's own check (no answer in time)"))
                        .chain(outcome -> write(claimed, turn.apply(outcome, Instant.now())));
        };
    }

    private Uni<Boolean> write(Claimed claimed, Instant wakeAt) {
        return ledger.save(claimed, wakeAt)
                .invoke(() -> count(claimed))
                .map(done -> claimed.workflow().moved());
    }

    private void count(Claimed claimed) {
        var workflow = claimed.workflow();
        for (var moved : workflow.history()) {
            String what = moved.step() == null ? "pbd.workflow.moves" : "pbd.workflow.step.moves";
            meters.counter(
                            what,
                            "kind",
                            workflow.order().kind().word(),
                            "step",
                            moved.step() == null ? "" : moved.step(),
                            "to",
                            moved.to())
                    .increment();
            LOG.infof(
                    "moved workflowId=%s serverId=%s step=%s from=%s to=%s cause=%s",
                    workflow.order().id(),
                    workflow.order().serverId(),
                    moved.step(),
                    moved.from(),
                    moved.to(),
                    moved.cause());
        }
    }
}
