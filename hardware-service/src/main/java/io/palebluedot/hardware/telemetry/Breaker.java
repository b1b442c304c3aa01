package io.palebluedot.hardware.telemetry;

import java.time.Duration;

/** Stops asking what does not answer: after a few failures it waits longer and longer between tries. */
public final class Breaker {

    private final int threshold;
    private final Duration period;
    private final Duration longest;
    private int failures;
    private long openUntil = Long.MIN_VALUE;

    public Breaker(int threshold, Duration period, Duration longest) {
        this.threshold = threshold;
        this.period = period;
        this.longest = longest;
    }

    /** True when a try may be made at that time, in milliseconds. */
    public synchronized boolean allows(long now) {
        return now >= openUntil;
    }

    public synchronized void good() {
        failures = 0;
        openUntil = Long.MIN_VALUE;
    }

    /** Answers true when this failure is the one at which the other side counts as gone. */
    public synchronized boolean bad(long now) {
        failures++;
        if (failures >= threshold) {
            int doublings = Math.min(failures - threshold, 16);
            openUntil = now + Math.min(longest.toMillis(), period.toMillis() << doublings);
        }
        return failures == threshold;
    }

    public synchronized boolean open() {
        return failures >= threshold;
    }
}
