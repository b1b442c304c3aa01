package io.palebluedot.workflow.engine;

import io.palebluedot.workflow.WorkflowConfig;
import io.palebluedot.workflow.WorkflowConfig.StepConfig;
import io.palebluedot.workflow.lifecycle.Limits;
import io.palebluedot.workflow.lifecycle.StepName;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** The limits of steps: built in, overridden by configuration. */
@ApplicationScoped
public class StepLimits implements Limits {

    private static final Duration LONGEST_AWAY = Duration.ofSeconds(30);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

    private final WorkflowConfig config;

    StepLimits(WorkflowConfig config) {
        this.config = config;
    }

    @Override
    public Duration timeout(StepName step) {
        return override(step).flatMap(StepConfig::timeout).orElseGet(() -> switch (step) {
            case PROVISION -> Duration.ofMinutes(90);
            case WIPE -> Duration.ofHours(8);
            // An outage of Tinkerbell's cluster or of inventory is waited out.
            case HEALTH_GATE, RENDER_TEMPLATE, CREATE_HARDWARE, CREATE_WORKFLOW, REMOVE_OBJECTS ->
                Duration.ofMinutes(60);
            case BOOT_PXE, BOOT_DISK, STOP, POWER_ON, POWER_OFF, RESET_BOOT, INSPECT, VERIFY -> Duration.ofMinutes(30);
            case CANCEL_OPERATION -> Duration.ofMinutes(10);
        });
    }

    @Override
    public int attempts(StepName step) {
        return override(step).flatMap(StepConfig::attempts).orElseGet(() -> switch (step) {
            case RENDER_TEMPLATE, VERIFY, PROVISION, WIPE -> 1;
            case CREATE_HARDWARE, CREATE_WORKFLOW, REMOVE_OBJECTS, CANCEL_OPERATION, HEALTH_GATE -> 2;
            case BOOT_PXE, BOOT_DISK, STOP, POWER_ON, POWER_OFF, RESET_BOOT, INSPECT -> 3;
        });
    }

    @Override
    public Duration retryDelay(int tries) {
        return doubled(config.retryDelay(), tries, LONGEST_RETRY);
    }

    @Override
    public Duration awayDelay(int times) {
        return doubled(config.awayDelay(), times, LONGEST_AWAY);
    }

    @Override
    public Duration queueTimeout() {
        return config.queueTimeout();
    }

    @Override
    public Duration pauseLimit() {
        return config.pauseLimit();
    }

    private Optional<StepConfig> override(StepName step) {
        return Optional.ofNullable(config.steps().get(step.word()));
    }

    private static Duration doubled(Duration first, int times, Duration longest) {
        Duration delay = first.multipliedBy(1L << Math.clamp(times - 1, 0, 16));
        return delay.compareTo(longest) > 0 ? longest : delay;
    }
}
