package io.palebluedot.hardware.operation;

import java.io.Serial;

/** A write was refused: another worker has the operation, or it ended. */
public final class LeaseLost extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    LeaseLost() {
        super("lease lost", null, false, false);
    }
}
