package io.palebluedot.workflow.step;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.palebluedot.workflow.WorkflowConfig;
import io.palebluedot.workflow.hardware.HardwareCalls;
import io.palebluedot.workflow.hardware.HardwareOperation;
import io.palebluedot.workflow.lifecycle.Outcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one hardware operation per attempt and follows it to its end. The operation's id is a fact of the workflow; before it was written, the
 * idempotency key finds the same operation again. What an earlier attempt left running is cancelled before a new one is asked for.
 */
@ApplicationScoped
class OperationFollower {

    static final String FACT = "operation.";

    private static final Set<String> FINAL = Set.of("CAPABILITY_UNSUPPORTED", "SERVER_NOT_FOUND", "INVALID_INPUT");
    private static final Duration SOON = Duration.ofSeconds(2);

    private final HardwareCalls hardware;
    private final WorkflowConfig config;

    OperationFollower(HardwareCalls hardware, WorkflowConfig config) {
        this.hardware = hardware;
        this.config = config;
    }

    /** An operation that was asked for, and in which attempt. */
    record Known(int attempt, String id) {
        static @Nullable Known of(@Nullable String fact) {
            if (fact == null) {
                return null;
            }
            int slash = fact.indexOf('/');
            return new Known(Integer.parseInt(fact.substring(0, slash)), fact.substring(slash + 1));
        }
    }

    static String slot(StepRun run, String action) {
        return FACT + run.step().position() + "." + action;
    }

    /**
     * Done when the operation succeeded.
     *
     * @param ask asks hardware-service for it under the given idempotency key
     */
    Uni<Outcome> follow(StepRun run, String action, Function<String, Uni<HardwareOperation>> ask) {
        var known = Known.of(run.fact(slot(run, action)));
        if (known == null) {
            return ask(run, action, ask);
        }
        return hardware.get(known.id())
                .chain(operation -> {
                    if (known.attempt() == run.step().attempt()) {
                        return Uni.createFrom().item(judge(run, action, operation));
                    }
                    return operation.open() ? stop(operation) : ask(run, action, ask);
                })
                .onFailure(OperationFollower::unknown)
                .recoverWithUni(() -> ask(run, action, ask));
    }

    private Uni<Outcome> ask(StepRun run, String action, Function<String, Uni<HardwareOperation>> ask) {
        return ask.apply(run.key(action)).map(operation -> judge(run, action, operation));
    }

    /** Asks an operation to end, and waits until it has. */
    Uni<Outcome> stop(HardwareOperation operation) {
        return hardware.cancel(operation.id())
                .onFailure(OperationFollower::ended)
                .recoverWithItem(operation)
                .replaceWith(Outcome.waitFor("operation " + operation.id() + " to be cancelled", SOON));
    }

    private Outcome judge(StepRun run, String action, HardwareOperation operation) {
        var fact = Map.of(slot(run, action), run.step().attempt() + "/" + operation.id());
        String what = action + " (operation " + operation.id() + ")";
        return switch (operation.progress()) {
            case OPEN -> new Outcome.Wait(what, config.recheck(), fact);
            case SUCCEEDED -> new Outcome.Done(what + " succeeded", fact);
            case CANCELLED -> new Outcome.Failed(what + " was cancelled", true, fact);
            case FAILED ->
                new Outcome.Failed(
                        what + " failed: " + operation.error(), !FINAL.contains(operation.errorCode()), fact);
        };
    }

    static boolean unknown(Throwable e) {
        return code(e) == Status.Code.NOT_FOUND;
    }

    private static boolean ended(Throwable e) {
        return code(e) == Status.Code.FAILED_PRECONDITION || code(e) == Status.Code.NOT_FOUND;
    }

    private static Status.@Nullable Code code(Throwable e) {
        return e instanceof StatusRuntimeException status ? status.getStatus().getCode() : null;
    }
}
