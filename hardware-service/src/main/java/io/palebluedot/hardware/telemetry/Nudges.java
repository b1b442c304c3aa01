package io.palebluedot.hardware.telemetry;

import java.time.Duration;

/**
 * How soon a hint may bring the next poll of one BMC: events that come together bring one, a poll follows another only after a floor or as long as
 * the other took, and a BMC that never stops telling gets few extra polls. Times in milliseconds.
 */
final class Nudges {

    /** Events come in groups, and what they tell of needs a moment to show in the sensors. */
    static final long GATHERED = 500;
    /** Extra polls that may follow each other. */
    static final int MOST = 10;

    private final long floor;
    private final long refill;
    private double left = MOST;
    private long counted = Long.MIN_VALUE;

    /** One more extra poll comes in each half of the period. */
    Nudges(Duration floor, Duration period) {
        this.floor = floor.toMillis();
        this.refill = Math.max(1, period.toMillis() / 2);
    }

    /** When a poll may come that a hint asks for, after one that ended then. */
    synchronized long due(long now, long ended, long took) {
        long gained = counted == Long.MIN_VALUE ? 0 : now - counted;
        left = Math.min(MOST, left + (double) gained / refill);
        counted = now;
        long soon = Math.max(now + GATHERED, ended + rest(took));
        return left >= 1 ? soon : Math.max(soon, now + (long) ((1 - left) * refill));
    }

    /** How long a BMC is left alone after a poll that took so long, whatever it hints. */
    long rest(long took) {
        return Math.max(floor, took);
    }

    /** A poll was brought forward; one that has to wait is lent. */
    synchronized void used() {
        left = left - 1;
    }
}
