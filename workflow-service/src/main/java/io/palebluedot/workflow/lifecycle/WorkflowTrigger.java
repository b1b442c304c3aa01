package io.palebluedot.workflow.lifecycle;

import java.util.Locale;

/** Why a workflow moves. */
public enum WorkflowTrigger {
    HOLD,
    BEGIN,
    ADVANCE,
    GO_BACK,
    SUCCEED,
    FAIL,
    TIME_OUT,
    PAUSE,
    RESUME,
    CANCEL,
    FINISH_CANCEL,
    RETRY;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
