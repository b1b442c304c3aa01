package io.palebluedot.hardware.driver.redfish;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Slows a reader down to so many bytes a second. */
final class Pace {

    private static final long SECOND = 1_000;

    private final int perSecond;
    private long since = Long.MIN_VALUE;
    private long read;

    Pace(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Comes when the next piece may be read; times in milliseconds. */
    Uni<Void> after(int bytes, long now) {
        long wait = pause(bytes, now);
        return wait == 0
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(wait));
    }

    /** How long to wait. */
    long pause(int bytes, long now) {
        if (since == Long.MIN_VALUE || now >= since + SECOND) {
            since = now;
            read = 0;
        }
        read += bytes;
        return read <= perSecond ? 0 : since + SECOND - now;
    }
}
