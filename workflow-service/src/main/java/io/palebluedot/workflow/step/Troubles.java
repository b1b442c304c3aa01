package io.palebluedot.workflow.step;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.palebluedot.workflow.lifecycle.Outcome;
import io.palebluedot.workflow.template.TemplateProblem;
import io.palebluedot.workflow.tinkerbell.TinkerbellFailure;
import org.jboss.logging.Logger;

/** The one place where a handler's failure becomes an outcome. */
final class Troubles {

    private static final Logger LOG = Logger.getLogger(Troubles.class);

    private Troubles() {}

    static Outcome outcome(StepRun run, Throwable failure) {
        return switch (failure) {
            case StatusRuntimeException e -> grpc(e.getStatus());
            case TinkerbellFailure e -> e.passing() ? new Outcome.Away(text(e)) : Outcome.failedForNow(text(e));
            case TemplateProblem e -> Outcome.failed("template: " + text(e));
            default -> {
                LOG.errorf(
                        failure,
                        "step failed workflowId=%s step=%s",
                        run.id(),
                        run.step().name());
                yield Outcome.failedForNow("internal error");
            }
        };
    }

    private static Outcome grpc(Status status) {
        String text = status.getDescription() == null ? status.getCode().name() : status.getDescription();
        return switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, CANCELLED, UNAUTHENTICATED ->
                new Outcome.Away("another service (" + text + ")");
            case INTERNAL, UNKNOWN, DATA_LOSS -> Outcome.failedForNow(text);
            default -> Outcome.failed(text);
        };
    }

    private static String text(Throwable e) {
        return String.valueOf(e.getMessage());
    }
}
