package io.palebluedot.hardware.operation;

import io.smallrye.mutiny.Uni;

/**
 * Does one kind of operation. It may be begun again after a crash at any line: it looks at the hardware and at the checkpoint first.
 */
public interface OperationHandler {

    OperationKind kind();

    /** A failure of the Uni is an outcome too, see {@link Outcome#of}. */
    Uni<Outcome> run(Run run);
}
