package io.palebluedot.workflow.step;

import io.palebluedot.workflow.WorkflowConfig;
import io.palebluedot.workflow.lifecycle.Outcome;
import io.palebluedot.workflow.lifecycle.StepName;
import io.palebluedot.workflow.tinkerbell.Installation;
import io.palebluedot.workflow.tinkerbell.Tinkerbell;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows the Workflow object until Tinkerbell's agent has done its actions. */
@ApplicationScoped
class Provision implements StepHandler {

    private final Tinkerbell tinkerbell;
    private final WorkflowConfig config;

    Provision(Tinkerbell tinkerbell, WorkflowConfig config) {
        this.tinkerbell = tinkerbell;
        this.config = config;
    }

    @Override
    public Set<StepName> steps() {
        return Set.of(StepName.PROVISION, StepName.WIPE);
    }

    @Override
    public Uni<Outcome> look(StepRun run) {
        String name = Objects.requireNonNull(run.fact(InstallFacts.OBJECT), "the Workflow was created before");
        if (name.equals(run.fact(InstallFacts.SPENT))) {
            return Uni.createFrom()
                    .item(new Outcome.GoBack(StepName.CREATE_WORKFLOW, "Workflow " + name + " cannot go on"));
        }
        return tinkerbell.workflow(name).map(found -> judge(name, found));
    }

    private Outcome judge(String name, Optional<Installation> found) {
        if (found.isEmpty()) {
            return spent(name, "Workflow " + name + " was deleted by somebody else");
        }
        var installation = found.get();
        String action = installation.action() == null ? "" : " in action " + installation.action();
        String said = said(installation.message());
        return switch (installation.progress()) {
            case UNKNOWN -> wait("Tinkerbell's controller to take Workflow " + name);
            case PREPARING, PENDING -> wait("the server's agent to take Workflow " + name);
            case RUNNING -> wait("Workflow " + name + action);
            case POST -> wait("Workflow " + name + " to finish");
            case SUCCESS -> Outcome.done("Workflow " + name + " succeeded");
            case FAILED -> spent(name, "Workflow " + name + " failed" + action + said);
            case TIMEOUT -> spent(name, "Workflow " + name + " timed out" + action + said);
        };
    }

    private Outcome wait(String reason) {
        return Outcome.waitFor(reason, config.recheck());
    }

    private static Outcome spent(String name, String cause) {
        return new Outcome.Failed(cause, true, Map.of(InstallFacts.SPENT, name));
    }

    private static String said(@Nullable String message) {
        return message == null || message.isEmpty() ? "" : ": " + message;
    }
}
