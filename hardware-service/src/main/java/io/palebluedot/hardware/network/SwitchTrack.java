package io.palebluedot.hardware.network;

import io.palebluedot.hardware.telemetry.Breaker;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One switch that this replica follows: when it is read next, and its stream. Times in milliseconds. */
final class SwitchTrack {

    private final KnownSwitch known;
    private final Duration period;
    private final Breaker polls;
    private final Breaker streams;
    private long dueAt;
    private boolean reading;
    private @Nullable Cancellable stream;
    private boolean streaming;
    private boolean ended;

    SwitchTrack(KnownSwitch known, SwitchConfig config, long now) {
        this.known = known;
        this.period = config.period();
        this.polls = new Breaker(config.failuresToUnreachable(), config.period(), config.maxBackoff());
        this.streams = new Breaker(1, Duration.ofSeconds(5), config.maxBackoff());
        this.dueAt = now;
    }

    KnownSwitch known() {
        return known;
    }

    /** Answers true when a reading shall begin; the next one after a period with jitter, and not before this one ended. */
    synchronized boolean begin(long now) {
        if (reading || ended || now < dueAt || !polls.allows(now)) {
            return false;
        }
        reading = true;
        dueAt = now
                + (long) (period.toMillis() * (0.9 + ThreadLocalRandom.current().nextDouble() * 0.2));
        return true;
    }

    synchronized void read() {
        reading = false;
        polls.good();
    }

    /** A refused login is not tried again before the longest pause, so that no account is locked. */
    synchronized void failed(long now, boolean unauthorized, Duration longest) {
        reading = false;
        polls.bad(now);
        if (unauthorized) {
            dueAt = now + longest.toMillis();
        }
    }

    /** Answers true when a stream shall be opened: none is, the switch answers, and the last one did not break just now. */
    synchronized boolean beginStream(long now) {
        if (streaming || ended || reading || polls.open() || !streams.allows(now)) {
            return false;
        }
        streaming = true;
        return true;
    }

    synchronized void opened(Cancellable subscription) {
        if (ended) {
            subscription.cancel();
        } else {
            stream = subscription;
        }
    }

    synchronized void streamed() {
        streams.good();
    }

    synchronized void streamBroke(long now) {
        streaming = false;
        stream = null;
        streams.bad(now);
    }

    synchronized void end() {
        ended = true;
        if (stream != null) {
            stream.cancel();
        }
    }
}
