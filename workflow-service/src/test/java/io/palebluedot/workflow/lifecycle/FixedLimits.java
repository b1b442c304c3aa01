package io.palebluedot.workflow.lifecycle;

import java.time.Duration;

/** Two attempts of ten minutes each, short pauses. */
final class FixedLimits implements Limits {

    @Override
    public Duration timeout(StepName step) {
        return Duration.ofMinutes(10);
    }

    @Override
    public int attempts(StepName step) {
        return 2;
    }

    @Override
    public Duration retryDelay(int tries) {
        return Duration.ofSeconds(10L * tries);
    }

    @Override
    public Duration awayDelay(int times) {
        return Duration.ofSeconds(times);
    }

    @Override
    public Duration queueTimeout() {
        return Duration.ofHours(1);
    }

    @Override
    public Duration pauseLimit() {
        return Duration.ofHours(2);
    }
}
