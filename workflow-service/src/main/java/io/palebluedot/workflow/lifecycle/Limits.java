package io.palebluedot.workflow.lifecycle;

import java.time.Duration;

/** How long things may take and how often they are tried. */
public interface Limits {

    /** One attempt of a step. */
    Duration timeout(StepName step);

    /** Attempts of a step before it fails for good. */
    int attempts(StepName step);

    /** Pause after the attempt of that number (from 1). */
    Duration retryDelay(int tries);

    /** Pause after something has been away that many times in a row (from 1). */
    Duration awayDelay(int times);

    /** How long a workflow may wait for its server. */
    Duration queueTimeout();

    /** How long a workflow may stay paused before it is cancelled. */
    Duration pauseLimit();
}
