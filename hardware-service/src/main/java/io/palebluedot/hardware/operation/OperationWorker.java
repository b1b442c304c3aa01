package io.palebluedot.hardware.operation;

import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.events.Ids;
import io.palebluedot.hardware.HardwareConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Runs operations: takes due ones under a lease, prolongs it while they run, takes over those of dead workers. */
@ApplicationScoped
public class OperationWorker {

    private static final Logger LOG = Logger.getLogger(OperationWorker.class);
    private static final int CLAIM_AT_ONCE = 16;

    private record Running(Run run, Cancellable work) {}

    private final String owner = "hardware-service/" + ProcessHandle.current().pid() + "/" + Ids.newId();
    private final OperationLedger ledger;
    private final HardwareConfig.Operations config;
    private final Map<OperationKind, OperationHandler> handlers = new EnumMap<>(OperationKind.class);
    private final Map<UUID, Running> running = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    OperationWorker(
            OperationLedger ledger, HardwareConfig config, Instance<OperationHandler> handlers, MeterRegistry meters) {
        this.ledger = ledger;
        this.config = config.operations();
        handlers.forEach(handler -> this.handlers.put(handler.kind(), handler));
        meters.gauge("pbd.operations.running", running, Map::size);
    }

    /** Looks for work now instead of at the next poll. */
    public void wake() {
        claim().subscribe().with(done -> {}, e -> LOG.errorf(e, "operations cannot be claimed"));
    }

    @Scheduled(every = "${pbd.hardware.operations.poll}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> poll() {
        return ledger.expire().chain(this::claim);
    }

    private Uni<Void> claim() {
        int room = Math.min(CLAIM_AT_ONCE, config.concurrency() - running.size());
        if (stopping || room <= 0) {
            return Uni.createFrom().voidItem();
        }
        return ledger.claim(owner, config.lease(), room)
                .invoke(taken -> taken.forEach(this::begin))
                .replaceWithVoid();
    }

    private void begin(Operation operation) {
        var run = new Run(operation, ledger);
        var handler = handlers.get(operation.kind());
        var left = Duration.between(Instant.now(), operation.deadline());
        if (handler == null || left.isNegative()) {
            settle(run, Outcome.failed("DEADLINE_EXCEEDED", "the deadline passed"))
                    .subscribe()
                    .with(done -> {}, e -> LOG.errorf(e, "operation %s cannot be ended", operation.id()));
            return;
        }
        var work = Uni.createFrom()
                .deferred(() -> handler.run(run))
                .ifNoItem()
                .after(left)
                .recoverWithItem(() -> Outcome.failed("DEADLINE_EXCEEDED", "the deadline passed"))
                .onFailure()
                .invoke(e -> LOG.debugf(e, "operation %s failed", operation.id()))
                .onFailure()
                .recoverWithItem(Outcome::of)
                .chain(outcome -> settle(run, outcome))
                .onTermination()
                .invoke(() -> running.remove(operation.id()))
                .subscribe()
                .with(done -> wake(), e -> LOG.errorf(e, "operation %s cannot be ended", operation.id()));
        running.put(operation.id(), new Running(run, work));
    }

    private Uni<Void> settle(Run run, Outcome outcome) {
        var written = switch (outcome) {
            case Outcome.Done done -> ledger.succeed(run, done);
            case Outcome.Failed failed
            when retries(run, failed) ->
                ledger.retry(
                        run,
                        failed,
                        config.retryDelay().multipliedBy(run.operation().runs()));
            case Outcome.Failed failed -> ledger.fail(run, failed);
            case Outcome.Lost lost -> Uni.createFrom().<Void>failure(new LeaseLost());
        };
        return written.onFailure(LeaseLost.class)
                .recoverWithUni(lost -> {
                    LOG.warnf(
                            "operation %s is another worker's now",
                            run.operation().id());
                    return Uni.createFrom().voidItem();
                })
                // The effect can break on a constraint, such as an address that became somebody else's.
                .onFailure(e -> outcome instanceof Outcome.Done)
                .recoverWithUni(e -> ledger.fail(run, asFailed(Outcome.of(e))));
    }

    private static Outcome.Failed asFailed(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                ? failed
                : new Outcome.Failed("INTERNAL", "internal error", false);
    }

    private boolean retries(Run run, Outcome.Failed failed) {
        return failed.passing() && run.operation().runs() < config.attempts();
    }

    @Scheduled(every = "${pbd.hardware.operations.heartbeat}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> heartbeat() {
        var mine = List.copyOf(running.keySet());
        return mine.isEmpty()
                ? Uni.createFrom().voidItem()
                : ledger.prolong(owner, config.lease(), mine)
                        .invoke(kept -> mine.forEach(id -> check(id, kept)))
                        .replaceWithVoid();
    }

    /** Stops what shall be cancelled, and what is no longer this worker's. */
    private void check(UUID id, Map<UUID, Boolean> kept) {
        Boolean cancel = kept.get(id);
        if (cancel != null && !cancel) {
            return;
        }
        var stopped = running.remove(id);
        if (stopped == null) {
            return;
        }
        stopped.work().cancel();
        if (cancel != null) {
            ledger.cancelled(stopped.run())
                    .subscribe()
                    .with(done -> {}, e -> LOG.warnf("operation %s ended before it was cancelled", id));
        }
    }

    /** Cancels at once what this worker runs. */
    void cancelNow(UUID id) {
        if (running.containsKey(id)) {
            check(id, Map.of(id, true));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        running.values().forEach(r -> r.work().cancel());
        try {
            // On the main thread, which waits for the shutdown anyway.
            ledger.release(owner).subscribeAsCompletionStage().get(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("leases were not released; they run out by themselves");
        }
    }
}
