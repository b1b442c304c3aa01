package io.palebluedot.hardware.discovery;

import io.palebluedot.hardware.HardwareConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Spaces the greetings of all discoveries, so that a network is asked no faster than allowed. */
@ApplicationScoped
class ProbePace {

    private final long nanosPerProbe;
    private final LongSupplier clock;
    private final AtomicLong free = new AtomicLong(Long.MIN_VALUE);

    @jakarta.inject.Inject
    ProbePace(HardwareConfig config) {
        this(config.discovery().probesPerSecond(), System::nanoTime);
    }

    ProbePace(int probesPerSecond, LongSupplier clock) {
        if (probesPerSecond < 1) {
            throw new IllegalArgumentException("pbd.hardware.discovery.probes-per-second must be at least 1");
        }
        this.nanosPerProbe = Duration.ofSeconds(1).toNanos() / probesPerSecond;
        this.clock = clock;
    }

    /** Completes when that many greetings may be sent. */
    Uni<Void> turn(int probes) {
        var wait = reserve(probes);
        var turn = Uni.createFrom().voidItem();
        // Timers know no less than a millisecond, and so short a wait is none.
        return wait.toMillis() == 0 ? turn : turn.onItem().delayIt().by(wait);
    }

    /** How long to wait for a place that is taken now. */
    Duration reserve(int probes) {
        long now = clock.getAsLong();
        long end = free.updateAndGet(last -> Math.max(last, now) + probes * nanosPerProbe);
        return Duration.ofNanos(Math.max(0, end - probes * nanosPerProbe - now));
    }
}
