package io.palebluedot.local.stack;

import io.palebluedot.local.process.ChildProcess;
import io.palebluedot.local.server.LocalException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One process of the stack: a server or an application, with whether it should run. */
final class Part {

    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(15);
    /** A part that lived this long starts again at once when it dies. */
    private static final Duration STABLE = Duration.ofMinutes(1);

    private static final Duration STEP = Duration.ofMillis(50);

    private final String name;
    private final int port;
    private final Supplier<ChildProcess> starter;
    private final @Nullable Readiness readiness;

    private volatile @Nullable ChildProcess process;
    private volatile Instant startedAt = Instant.EPOCH;
    private volatile long startMillis = -1;
    private volatile int restarts;
    private volatile boolean wanted;
    private Instant notBefore = Instant.EPOCH;
    private int failures;

    /**
     * A part that does not run yet.
     *
     * @param starter starts the process; a server's starter returns when the server answers
     * @param readiness tells when an application is ready; null for a server
     */
    Part(String name, int port, Supplier<ChildProcess> starter, @Nullable Readiness readiness) {
        this.name = name;
        this.port = port;
        this.starter = starter;
        this.readiness = readiness;
    }

    String name() {
        return name;
    }

    boolean application() {
        return readiness != null;
    }

    synchronized void start() {
        wanted = true;
        if (!alive()) {
            launch();
        }
    }

    /** Waits until the part answers that it is ready. */
    void awaitReady(Duration limit) {
        Instant end = Instant.now().plus(limit);
        while (!answersReady()) {
            var current = process;
            if (current == null || !current.alive()) {
                throw new LocalException(
                        name + " ended while it started" + (current == null ? "" : current.lastWords()));
            }
            if (Instant.now().isAfter(end)) {
                throw new LocalException(
                        name + " is not ready after " + limit.toSeconds() + " s" + current.lastWords());
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new LocalException("interrupted while " + name + " started");
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
        noteReady();
    }

    /** Ends the process by SIGKILL, and leaves it down. */
    synchronized void kill() {
        wanted = false;
        var current = process;
        if (current != null) {
            current.kill();
        }
    }

    synchronized void stop() {
        wanted = false;
        var current = process;
        if (current != null) {
            current.close();
        }
    }

    /** Starts the part again when it died without being asked to, later each time; to be called again and again. */
    synchronized void watch() {
        if (!wanted) {
            return;
        }
        if (alive()) {
            if (startMillis < 0 && answersReady()) {
                noteReady();
            }
        } else if (Instant.now().isAfter(notBefore)) {
            restarts++;
            failures = startedAt.plus(STABLE).isBefore(Instant.now()) ? 0 : failures + 1;
            notBefore = Instant.now().plus(backoff(failures));
            try {
                launch();
            } catch (RuntimeException e) {
                // Still not startable; the next call tries again. Its log has the reason.
                startMillis = -1;
            }
        }
    }

    static Duration backoff(int failures) {
        var backoff = Duration.ofMillis(250L << Math.min(failures, 6));
        return backoff.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : backoff;
    }

    PartStatus status() {
        var current = process;
        boolean up = current != null && current.alive();
        long pid = up && current != null ? current.pid() : 0;
        long uptime = up ? Duration.between(startedAt, Instant.now()).toSeconds() : 0;
        String state = up ? (answersReady() ? "ready" : "starting") : wanted ? "crashed" : "stopped";
        return new PartStatus(
                name,
                pid,
                port,
                state,
                PartStatus.residentKib(pid),
                PartStatus.proportionalKib(pid),
                uptime,
                startMillis,
                restarts);
    }

    private void launch() {
        startMillis = -1;
        startedAt = Instant.now();
        process = starter.get();
        if (readiness == null) {
            noteReady();
        }
    }

    private void noteReady() {
        if (startMillis < 0) {
            startMillis = Duration.between(startedAt, Instant.now()).toMillis();
        }
    }

    private boolean alive() {
        var current = process;
        return current != null && current.alive();
    }

    private boolean answersReady() {
        return readiness == null || readiness.answers();
    }
}
