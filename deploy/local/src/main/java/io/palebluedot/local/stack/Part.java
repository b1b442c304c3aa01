package io.palebluedot.local.stack;

import io.palebluedot.local.process.ChildProcess;
import io.palebluedot.local.server.LocalException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One process of the stack: a server or an application, with whether it should run. */
final class Part {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(15);

    private final String name;
    private final int port;
    private final Supplier<ChildProcess> starter;
    private final @Nullable String readyUrl;

    private @Nullable ChildProcess process;
    private Instant startedAt = Instant.EPOCH;
    private Instant notBefore = Instant.EPOCH;
    private volatile long startMillis = -1;
    private int restarts;
    private boolean wanted;

    Part(String name, int port, Supplier<ChildProcess> starter, @Nullable String readyUrl) {
        this.name = name;
        this.port = port;
        this.starter = starter;
        this.readyUrl = readyUrl;
    }

    String name() {
        return name;
    }

    boolean application() {
        return readyUrl != null;
    }

    synchronized void start() {
        wanted = true;
        if (process == null || !process.alive()) {
            startMillis = -1;
            startedAt = Instant.now();
            process = starter.get();
            if (readyUrl == null) {
                startMillis = Duration.between(startedAt, Instant.now()).toMillis();
            }
        }
    }

    /** Waits until the part answers that it is ready. */
    void awaitReady(Duration limit) {
        if (readyUrl == null) {
            return;
        }
        Instant end = Instant.now().plus(limit);
        while (!answersReady()) {
            if (!alive()) {
                throw new LocalException(name + " ended while it started; see its log");
            }
            if (Instant.now().isAfter(end)) {
                throw new LocalException(name + " is not ready after " + limit.toSeconds() + " s; see its log");
            }
            LockSupport.parkNanos(50_000_000);
        }
        startMillis = Duration.between(startedAt, Instant.now()).toMillis();
    }

    synchronized void kill() {
        wanted = false;
        if (process != null) {
            process.kill();
        }
    }

    synchronized void stop() {
        wanted = false;
        if (process != null) {
            process.close();
        }
    }

    synchronized void restartIfDead() {
        if (wanted && process != null && !process.alive() && Instant.now().isAfter(notBefore)) {
            restarts++;
            var backoff = Duration.ofMillis(250L << Math.min(restarts, 6));
            notBefore = Instant.now().plus(backoff.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : backoff);
            startedAt = Instant.now();
            try {
                process = starter.get();
            } catch (LocalException e) {
                // Still not startable: the next round tries again.
                startMillis = -1;
            }
        }
    }

    synchronized PartStatus status() {
        var current = process;
        boolean up = current != null && current.alive();
        String state = !up ? "down" : application() && !answersReady() ? "starting" : "ready";
        long uptime = up ? Duration.between(startedAt, Instant.now()).toSeconds() : 0;
        long pid = up && current != null ? current.pid() : 0;
        return new PartStatus(name, pid, port, state, up ? rss(pid) : 0, uptime, startMillis, restarts);
    }

    private synchronized boolean alive() {
        return process != null && process.alive();
    }

    private boolean answersReady() {
        if (readyUrl == null) {
            return true;
        }
        try {
            var request = HttpRequest.newBuilder(URI.create(readyUrl))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static long rss(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
