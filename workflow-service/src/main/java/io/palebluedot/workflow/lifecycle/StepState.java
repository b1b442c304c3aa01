package io.palebluedot.workflow.lifecycle;

import java.util.Locale;

/** Where a step is (SPEC §2). */
public enum StepState {
    PENDING,
    RUNNING,
    SUCCESS,
    FAILED,
    TIMEOUT,
    SKIPPED,
    CANCELLED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static StepState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Still to be worked on. */
    public boolean open() {
        return this == PENDING || this == RUNNING;
    }
}
