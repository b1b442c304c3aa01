package io.palebluedot.workflow.step;

import io.palebluedot.workflow.hardware.HardwareCalls;
import io.palebluedot.workflow.lifecycle.Outcome;
import io.palebluedot.workflow.lifecycle.StepName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Powers servers on and off; first kindly, then not. */
@ApplicationScoped
class Power implements StepHandler {

    private static final String FORCED = "power.forced.";

    private final HardwareCalls hardware;
    private final OperationFollower operations;

    Power(HardwareCalls hardware, OperationFollower operations) {
        this.hardware = hardware;
        this.operations = operations;
    }

    @Override
    public Set<StepName> steps() {
        return Set.of(StepName.STOP, StepName.POWER_ON, StepName.POWER_OFF);
    }

    @Override
    public Uni<Outcome> look(StepRun run) {
        return switch (run.step().name()) {
            case POWER_ON -> set(run, "power on", "on");
            case STOP -> stop(run);
            default ->
                run.undoing() && !run.workflow().begun(StepName.BOOT_PXE)
                        ? Uni.createFrom().item(new Outcome.Skip("nothing was booted"))
                        : set(run, "power off", "off");
        };
    }

    private Uni<Outcome> stop(StepRun run) {
        String forced = FORCED + run.step().position();
        if (run.fact(forced) != null) {
            return set(run, "power off", "off");
        }
        return set(run, "graceful shutdown", "graceful_shutdown").map(outcome -> forceNext(outcome, forced));
    }

    private static Outcome forceNext(Outcome outcome, String forced) {
        if (!(outcome instanceof Outcome.Failed failed)) {
            return outcome;
        }
        Map<String, String> facts = new HashMap<>(failed.facts());
        facts.put(forced, "true");
        return new Outcome.Wait("power off, since " + failed.cause(), java.time.Duration.ZERO, facts);
    }

    private Uni<Outcome> set(StepRun run, String what, String action) {
        return operations.follow(run, what, key -> hardware.power(run.serverId(), action, key));
    }
}
