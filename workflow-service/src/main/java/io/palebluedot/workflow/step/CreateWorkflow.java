package io.palebluedot.workflow.step;

import io.palebluedot.workflow.lifecycle.Outcome;
import io.palebluedot.workflow.lifecycle.StepName;
import io.palebluedot.workflow.tinkerbell.Tinkerbell;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Makes the Template and Workflow objects of this attempt; their name says which attempt, so that a repeated look makes the same ones. */
@ApplicationScoped
class CreateWorkflow implements StepHandler {

    private final Tinkerbell tinkerbell;

    CreateWorkflow(Tinkerbell tinkerbell) {
        this.tinkerbell = tinkerbell;
    }

    @Override
    public Set<StepName> steps() {
        return Set.of(StepName.CREATE_WORKFLOW);
    }

    @Override
    public Uni<Outcome> look(StepRun run) {
        String name = "pbd-" + run.id() + "-" + run.step().attempt();
        String text = Objects.requireNonNull(run.fact(InstallFacts.RENDERED), "the template was rendered before");
        String mac = Objects.requireNonNull(run.fact(InstallFacts.MAC), "the template was rendered before");
        return tinkerbell
                .startWorkflow(new Tinkerbell.Owner(run.serverId(), run.id()), name, text, mac)
                .replaceWith(new Outcome.Done("Workflow " + name, Map.of(InstallFacts.OBJECT, name)));
    }
}
