package io.palebluedot.hardware.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** No whole answer came. */
public final class HttpFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Kind {
        UNREACHABLE,
        TIMEOUT,
        TLS,
        TOO_LARGE,
        BROKEN
    }

    private final Kind kind;

    public HttpFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
