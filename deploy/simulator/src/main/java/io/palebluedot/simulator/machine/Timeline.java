package io.palebluedot.simulator.machine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** When things happen in the rack: one thread for all delays, which a speed above 1 shortens. */
public final class Timeline implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Timeline.class.getName());

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("simulated-time").factory());
    private final Clock clock = Clock.systemUTC();
    private final double speed;

    /** A timeline that runs {@code speed} times as fast as the durations say. */
    public Timeline(double speed) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed must be above 0, not " + speed);
        }
        this.speed = speed;
    }

    /** Runs a task after a simulated duration. */
    @SuppressWarnings("FutureReturnValueIgnored") // guarded() reports every failure itself
    public void after(Duration simulated, Runnable task) {
        if (!executor.isShutdown()) {
            executor.schedule(guarded(task), (long) (simulated.toNanos() / speed), TimeUnit.NANOSECONDS);
        }
    }

    /** Runs a task again and again with a fixed real pause. */
    @SuppressWarnings("FutureReturnValueIgnored") // guarded() reports every failure itself
    public void every(Duration real, Runnable task) {
        executor.scheduleWithFixedDelay(guarded(task), real.toNanos(), real.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** How much faster than its durations this timeline runs. */
    public double speed() {
        return speed;
    }

    /** The time of day, UTC, to the millisecond. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a task of the timeline failed", e);
            }
        };
    }
}
