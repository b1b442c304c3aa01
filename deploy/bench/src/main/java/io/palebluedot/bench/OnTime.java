package io.palebluedot.bench;

import java.util.Collection;

/**
 * How many of the polls that were due in a window were completed, and the longest time between two. A server is due once in every 1.05 periods, as the
 * schedule shifts each poll by up to 5 %; completing more than are due makes nothing good that another server missed.
 */
final class OnTime {

    private static final double JITTER = 1.05;

    private final long begin;
    private final long end;
    private final long perServer;
    private long due;
    private long met;
    private long longest;

    /** A window, in milliseconds. */
    OnTime(long begin, long end, long period) {
        this.begin = begin;
        this.end = end;
        this.perServer = (long) ((end - begin) / (period * JITTER));
    }

    /** Counts one server: times of its completed polls in order. */
    void add(Collection<Long> completed) {
        long count = 0;
        long last = begin;
        for (long at : completed) {
            if (at >= begin && at <= end) {
                count++;
                longest = Math.max(longest, at - last);
                last = at;
            }
        }
        longest = Math.max(longest, end - last);
        due += perServer;
        met += Math.min(count, perServer);
    }

    long due() {
        return due;
    }

    /** Longest time without a completed poll of any server, in milliseconds. */
    long longest() {
        return longest;
    }

    /** NaN when nothing was due. */
    double percent() {
        return due == 0 ? Double.NaN : 100.0 * met / due;
    }
}
