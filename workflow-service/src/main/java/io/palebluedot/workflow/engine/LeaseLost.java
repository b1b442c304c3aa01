package io.palebluedot.workflow.engine;

import java.io.Serial;

/** Another turn has the workflow now; nothing was written. */
public final class LeaseLost extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    LeaseLost(String workflowId) {
        super("workflow " + workflowId + " belongs to another turn", null, false, false);
    }
}
