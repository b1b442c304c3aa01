package io.palebluedot.workflow.lifecycle;

import java.time.Duration;
import java.util.Map;

/**
 * What a handler found when it looked at the wanted and the actual state of its step. {@code facts} are remembered with the workflow; an empty
 * value forgets.
 */
public sealed interface Outcome {

    /** Under way; look again after {@code recheck} at the latest, or when something wakes the workflow. */
    record Wait(String reason, Duration recheck, Map<String, String> facts) implements Outcome {}

    /** Something it needs does not answer; look again, ever more slowly, until the step's deadline. */
    record Away(String reason) implements Outcome {}

    /** The step's goal is reached. */
    record Done(String message, Map<String, String> facts) implements Outcome {}

    /** There is nothing to do here. */
    record Skip(String reason) implements Outcome {}

    /** An earlier step must be done again first. */
    record GoBack(StepName to, String reason) implements Outcome {}

    /** This attempt failed; {@code retryable} when another may help. */
    record Failed(String cause, boolean retryable, Map<String, String> facts) implements Outcome {}

    static Outcome waitFor(String reason, Duration recheck) {
        return new Wait(reason, recheck, Map.of());
    }

    static Outcome done(String message) {
        return new Done(message, Map.of());
    }

    static Outcome failed(String cause) {
        return new Failed(cause, false, Map.of());
    }

    static Outcome failedForNow(String cause) {
        return new Failed(cause, true, Map.of());
    }
}
