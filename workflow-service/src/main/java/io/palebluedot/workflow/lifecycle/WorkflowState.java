package io.palebluedot.workflow.lifecycle;

import java.util.Locale;

/** Where a workflow is, in Tinkerbell's words (SPEC §2). */
public enum WorkflowState {
    PENDING,
    WAITING,
    PREPARING,
    RUNNING,
    POST,
    SUCCESS,
    FAILED,
    TIMEOUT,
    PAUSED,
    CANCELLING,
    CANCELLED;

    /** The exact state on the wire and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static WorkflowState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The public word: pending, running, completed or failed. */
    public String status() {
        return switch (this) {
            case PENDING, WAITING -> "pending";
            case PREPARING, RUNNING, POST, PAUSED, CANCELLING -> "running";
            case SUCCESS -> "completed";
            case FAILED, TIMEOUT, CANCELLED -> "failed";
        };
    }

    /** Nothing happens any more, unless a person retries. */
    public boolean ended() {
        return switch (this) {
            case SUCCESS, FAILED, TIMEOUT, CANCELLED -> true;
            case PENDING, WAITING, PREPARING, RUNNING, POST, PAUSED, CANCELLING -> false;
        };
    }
}
