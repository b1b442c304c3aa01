package io.palebluedot.local.server;

import java.io.Serial;

/** Something a person can put right; the message says what and how. */
public final class LocalException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public LocalException(String message) {
        super(message);
    }

    public LocalException(String message, Throwable cause) {
        super(message, cause);
    }
}
