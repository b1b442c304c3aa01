package io.palebluedot.events.jetstream;

import java.io.Serial;

/** A message that no retry can help: it goes to the dead letters at once, with this reason. */
public final class PoisonEvent extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public PoisonEvent(String reason) {
        super(reason);
    }

    public PoisonEvent(String reason, Throwable cause) {
        super(reason, cause);
    }
}
