package io.palebluedot.workflow.wake;

import io.palebluedot.events.Ids;
import io.palebluedot.workflow.engine.Engine;
import io.palebluedot.workflow.engine.WorkflowIntents;
import io.palebluedot.workflow.tinkerbell.WorkflowWatch;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Wakes a workflow when its Workflow object changes in Tinkerbell's cluster. */
@ApplicationScoped
class TinkerbellWaker {

    private static final Logger LOG = Logger.getLogger(TinkerbellWaker.class);

    private final WorkflowWatch watch;
    private final WorkflowIntents intents;
    private final Engine engine;

    TinkerbellWaker(WorkflowWatch watch, WorkflowIntents intents, Engine engine) {
        this.watch = watch;
        this.intents = intents;
        this.engine = engine;
    }

    void start(@Observes StartupEvent event) {
        watch.start(this::changed);
    }

    private void changed(String workflowId) {
        if (Ids.isId(workflowId)) {
            intents.wake(UUID.fromString(workflowId))
                    .subscribe()
                    .with(done -> engine.wake(), e -> LOG.debugf("workflow not woken: %s", e.toString()));
        }
    }
}
