package io.palebluedot.hardware.telemetry;

import io.palebluedot.hardware.driver.BmcFailure.Kind;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The event stream of one BMC: whether it is open, and when it may be tried again. Times in milliseconds. */
final class StreamTrack {

    static final Duration FIRST_REFUSAL = Duration.ofMinutes(5);
    static final Duration LONGEST_REFUSAL = Duration.ofHours(1);
    static final Duration FIRST_BREAK = Duration.ofSeconds(5);
    static final Duration LONGEST_BREAK = Duration.ofMinutes(5);
    /** A stream that lasted so long was a good one. */
    static final long LASTING = 60_000;

    private static final long NEVER = Long.MAX_VALUE;

    private @Nullable Cancellable stream;
    private boolean running;
    private boolean ended;
    private long listeningSince = NEVER;
    private long notBefore = Long.MIN_VALUE;
    private int refusals;
    private int breaks;

    /** Answers true when the stream shall be opened now. */
    synchronized boolean begin(long now) {
        if (running || ended || now < notBefore) {
            return false;
        }
        running = true;
        listeningSince = NEVER;
        return true;
    }

    synchronized void opened(Cancellable subscription) {
        if (ended) {
            subscription.cancel();
        } else if (running) {
            stream = subscription;
        }
    }

    synchronized void listening(long now) {
        listeningSince = now;
    }

    /** A BMC that cannot be reached just now may have a stream again soon; one that refused it is left alone for minutes, then longer. */
    synchronized void failed(long now, Kind kind) {
        if (kind == Kind.UNREACHABLE) {
            broke(now);
        } else {
            over(now);
            notBefore = now + pause(FIRST_REFUSAL, LONGEST_REFUSAL, refusals++);
        }
    }

    /** The stream ended. */
    synchronized void broke(long now) {
        over(now);
        notBefore = now + pause(FIRST_BREAK, LONGEST_BREAK, breaks++);
    }

    /** Closes the stream for good. */
    synchronized void end() {
        ended = true;
        if (stream != null) {
            stream.cancel();
            stream = null;
        }
    }

    private void over(long now) {
        if (listeningSince != NEVER && now - listeningSince >= LASTING) {
            refusals = 0;
            breaks = 0;
        }
        running = false;
        stream = null;
    }

    /** Up to half as long again, so that many do not come back at once. */
    private static long pause(Duration first, Duration longest, int times) {
        long pause = Math.min(longest.toMillis(), first.toMillis() << Math.min(times, 16));
        return pause + ThreadLocalRandom.current().nextLong(pause / 2);
    }
}
