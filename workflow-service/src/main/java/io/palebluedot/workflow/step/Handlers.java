package io.palebluedot.workflow.step;

import io.palebluedot.workflow.lifecycle.Outcome;
import io.palebluedot.workflow.lifecycle.StepName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.EnumMap;
import java.util.Map;

/** Finds the handler of a step. */
@ApplicationScoped
public class Handlers {

    private final Map<StepName, StepHandler> handlers = new EnumMap<>(StepName.class);

    Handlers(Instance<StepHandler> all) {
        for (StepHandler handler : all) {
            handler.steps().forEach(name -> handlers.put(name, handler));
        }
        for (StepName name : StepName.values()) {
            if (!handlers.containsKey(name)) {
                throw new IllegalStateException("no handler for step " + name);
            }
        }
    }

    /** Looks at the current step; never fails. */
    public Uni<Outcome> run(StepRun run) {
        StepHandler handler = handlers.get(run.step().name());
        if (handler == null) {
            return Uni.createFrom().item(Outcome.failed("no handler"));
        }
        return Uni.createFrom()
                .deferred(() -> handler.look(run))
                .onFailure()
                .recoverWithItem(e -> Troubles.outcome(run, e));
    }
}
