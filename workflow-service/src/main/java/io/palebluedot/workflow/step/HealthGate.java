package io.palebluedot.workflow.step;

import io.palebluedot.workflow.WorkflowConfig;
import io.palebluedot.workflow.lifecycle.Outcome;
import io.palebluedot.workflow.lifecycle.Step;
import io.palebluedot.workflow.lifecycle.StepName;
import io.palebluedot.workflow.lifecycle.WorkflowKind;
import io.palebluedot.workflow.server.ServerFacts;
import io.palebluedot.workflow.server.Servers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets only servers pass that inventory does not call broken. */
@ApplicationScoped
class HealthGate implements StepHandler {

    private static final Set<String> OUT_OF_SERVICE = Set.of("quarantined", "retired");

    private final Servers servers;
    private final Duration recheck;

    HealthGate(Servers servers, WorkflowConfig config) {
        this.servers = servers;
        this.recheck = config.recheck();
    }

    @Override
    public Set<StepName> steps() {
        return Set.of(StepName.HEALTH_GATE);
    }

    @Override
    public Uni<Outcome> look(StepRun run) {
        return servers.get(run.serverId()).map(server -> judge(run, server));
    }

    private Outcome judge(StepRun run, ServerFacts server) {
        var inspected = inspectedAt(run);
        if (inspected != null
                && (server.inspectedAt() == null || server.inspectedAt().isBefore(inspected))) {
            return Outcome.waitFor(
                    "inventory to take in the inspection",
                    Duration.ofSeconds(2).compareTo(recheck) < 0 ? Duration.ofSeconds(2) : recheck);
        }
        if (server.critical()) {
            return Outcome.failed("the health of server " + server.name() + " is Critical");
        }
        if (server.maintenance()) {
            return Outcome.failed("server " + server.name() + " is in maintenance");
        }
        if (run.workflow().order().kind() != WorkflowKind.VALIDATE && OUT_OF_SERVICE.contains(server.state())) {
            return Outcome.failed("server " + server.name() + " is " + server.state());
        }
        return Outcome.done("health is not Critical, " + server.gpuCount() + " GPU(s)");
    }

    /** After an inspection within this workflow only what inventory learned from it counts. */
    private static @Nullable Instant inspectedAt(StepRun run) {
        return run.workflow().steps().stream()
                .filter(step -> step.name() == StepName.INSPECT
                        && step.position() < run.step().position())
                .map(Step::row)
                .map(Step.Row::startedAt)
                .findFirst()
                .orElse(null);
    }
}
