package io.palebluedot.rpc;

import java.io.Serial;

/** Carries an expected {@link Failure} through a chain; without a stack trace, since it is an answer and not a bug. */
public final class FailureException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public FailureException(Failure failure) {
        super(failure.code() + ": " + failure.message(), null, false, false);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
