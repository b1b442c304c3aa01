package io.palebluedot.hardware.operation;

import java.io.Serial;
import java.util.Objects;

/** An operation cannot be done, for a reason that is not the BMC's; code is stable. */
public final class OperationFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String code;

    public OperationFailure(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public String code() {
        return code;
    }

    public String text() {
        return Objects.requireNonNullElse(getMessage(), code);
    }
}
