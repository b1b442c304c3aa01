package io.palebluedot.hardware.address;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** An address outside the allow-list, or none at all. */
public final class ForbiddenAddress extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public ForbiddenAddress(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
