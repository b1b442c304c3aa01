package io.palebluedot.workflow.step;

import io.palebluedot.workflow.lifecycle.Outcome;
import io.palebluedot.workflow.lifecycle.StepName;
import io.palebluedot.workflow.tinkerbell.Tinkerbell;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;

/** Makes Tinkerbell forget the server, whatever earlier workflows left. */
@ApplicationScoped
class RemoveObjects implements StepHandler {

    private final Tinkerbell tinkerbell;

    RemoveObjects(Tinkerbell tinkerbell) {
        this.tinkerbell = tinkerbell;
    }

    @Override
    public Set<StepName> steps() {
        return Set.of(StepName.REMOVE_OBJECTS);
    }

    @Override
    public Uni<Outcome> look(StepRun run) {
        if (run.undoing() && !run.workflow().begun(StepName.CREATE_HARDWARE)) {
            return Uni.createFrom().item(new Outcome.Skip("nothing was made"));
        }
        return tinkerbell
                .removeAll(run.serverId())
                .replaceWith(new Outcome.Done("no objects of this server", Map.of(InstallFacts.RENDERED, "")));
    }
}
