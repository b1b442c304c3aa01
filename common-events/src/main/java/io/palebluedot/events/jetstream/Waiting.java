package io.palebluedot.events.jetstream;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waiting on a virtual thread. */
final class Waiting {

    private Waiting() {}

    static void pause(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }
}
