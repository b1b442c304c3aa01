package io.palebluedot.gateway.web;

import java.io.Serial;

/** Ends a request with a problem that the gateway itself has with it. No stack trace: it is an answer, not a bug. */
public final class ProblemException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Problem.Draft draft;

    public ProblemException(Problem.Draft draft) {
        super(draft.code() + ": " + draft.detail(), null, false, false);
        this.draft = draft;
    }

    public ProblemException(int status, String code, String detail) {
        this(Problem.Draft.of(status, code, detail));
    }

    public Problem.Draft draft() {
        return draft;
    }
}
