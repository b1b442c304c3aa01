package io.palebluedot.local.stack;

import io.palebluedot.local.process.ChildProcess;
import io.palebluedot.local.secrets.LocalKeys;
import io.palebluedot.local.server.LocalException;
import io.palebluedot.local.server.LocalNats;
import io.palebluedot.local.server.LocalPostgres;
import io.palebluedot.local.server.LocalRedis;
import io.palebluedot.local.server.Sockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Starts everything, in order and as much at once as order allows; starts again what dies; ends everything. All public methods are safe to call from several
 * threads.
 */
public final class Supervisor implements AutoCloseable {

    private static final long LEAST_FREE_BYTES = 1L << 30;
    private static final Duration READY_LIMIT = Duration.ofMinutes(2);
    private static final Duration WATCH = Duration.ofMillis(500);

    private final StackConfig config;
    private final LocalKeys keys;
    private final Consumer<String> progress;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Instant startedAt = Instant.now();
    private volatile boolean closed;

    public Supervisor(StackConfig config, Consumer<String> progress) {
        this.config = config;
        this.keys = LocalKeys.in(config.secrets());
        this.progress = progress;
    }

    /** Starts all parts and waits until each is ready; on failure ends what was started and throws. */
    public void start() {
        checkBefore();
        try {
            startServers();
            startApplications();
            Thread.ofVirtual().name("watch").start(this::watch);
        } catch (RuntimeException e) {
            // A process that failed to start has nothing to end in good order, and its training nothing worth keeping.
            snapshot().stream().filter(Part::application).forEach(Part::kill);
            close();
            throw e;
        }
    }

    /** How long it took from the first start to now. */
    public Duration age() {
        return Duration.between(startedAt, Instant.now());
    }

    public synchronized List<PartStatus> status() {
        return parts.values().stream().map(Part::status).toList();
    }

    /** Ends a part by SIGKILL and leaves it down. */
    public void kill(String name) {
        part(name).kill();
    }

    /** Starts a part that was killed, and waits until it is ready. */
    public void startAgain(String name) {
        part(name).start();
        part(name).awaitReady(READY_LIMIT);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        var all = new ArrayList<>(snapshot());
        // Services first and at once, then the servers they need.
        all.stream().filter(Part::application).parallel().forEach(Part::stop);
        all.reversed().stream().filter(part -> !part.application()).forEach(Part::stop);
    }

    private void checkBefore() {
        try {
            Files.createDirectories(config.run());
            long free = Files.getFileStore(config.data()).getUsableSpace();
            if (free < LEAST_FREE_BYTES) {
                throw new LocalException("only " + free / (1 << 20) + " MiB are free under " + config.data()
                        + "; at least 1024 MiB are needed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the data folder " + config.data() + " cannot be used", e);
        }
        var ports = config.ports();
        Sockets.requireFree(ports.postgres(), "postgresql");
        Sockets.requireFree(ports.redis(), "redis");
        Sockets.requireFree(ports.nats(), "nats");
        Sockets.requireFree(ports.simulator(), "the simulator");
        Sockets.requireFree(ports.kubernetes(), "the simulator's Kubernetes API");
        for (Service service : Service.values()) {
            Sockets.requireFree(ports.http(service), service.module());
            Sockets.requireFree(ports.grpc(service), service.module());
        }
    }

    private void startServers() {
        var ports = config.ports();
        progress.accept("starting PostgreSQL, Redis, NATS");
        add("postgresql", ports.postgres(), this::postgres);
        add(
                "redis",
                ports.redis(),
                () -> LocalRedis.start(
                                config.tools(), config.data().resolve("redis"), config.log("redis"), ports.redis())
                        .process());
        add(
                "nats",
                ports.nats(),
                () -> LocalNats.start(config.tools(), config.data().resolve("nats"), config.log("nats"), ports.nats())
                        .process());
        parallel(snapshot(), Part::start);
    }

    private ChildProcess postgres() {
        var postgres = LocalPostgres.start(
                config.tools(),
                config.data().resolve("postgresql"),
                config.log("postgresql"),
                config.ports().postgres(),
                keys.password("postgres"));
        for (Service service : Service.values()) {
            postgres.createDatabase(service.database(), keys.password("db-" + service.database()));
        }
        return postgres.process();
    }

    private void startApplications() {
        progress.accept("starting the simulator and six services");
        var applications = new ArrayList<Part>();
        var simulator = new SimulatorCommand(config).command();
        applications.add(addApplication(
                "simulator", config.ports().simulator(), () -> ChildProcess.start(simulator), "/health"));
        var commands = new ServiceCommand(config, keys);
        for (Service service : Service.values()) {
            var command = commands.of(service);
            applications.add(addApplication(
                    service.module(),
                    config.ports().http(service),
                    () -> ChildProcess.start(command),
                    "/q/health/ready"));
        }
        applications.forEach(Part::start);
        parallel(applications, part -> {
            part.awaitReady(READY_LIMIT);
            progress.accept(part.name() + " is ready");
        });
    }

    private static void parallel(List<Part> some, Consumer<Part> action) {
        var failures = new ArrayList<Throwable>();
        var threads = some.stream()
                .map(part -> Thread.ofVirtual().unstarted(() -> {
                    try {
                        action.accept(part);
                    } catch (RuntimeException e) {
                        synchronized (failures) {
                            failures.add(e);
                        }
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LocalException("interrupted while starting", e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst() instanceof RuntimeException e
                    ? e
                    : new IllegalStateException(failures.getFirst());
        }
    }

    /** A part that died without being asked to is started again, later each time. */
    private void watch() {
        while (!closed) {
            snapshot().forEach(part -> {
                if (!closed) {
                    part.restartIfDead();
                }
            });
            java.util.concurrent.locks.LockSupport.parkNanos(WATCH.toNanos());
        }
    }

    private void add(String name, int port, Supplier<ChildProcess> starter) {
        synchronized (this) {
            parts.put(name, new Part(name, port, starter, null));
        }
    }

    private Part addApplication(String name, int port, Supplier<ChildProcess> starter, String readyPath) {
        var part = new Part(name, port, starter, "http://127.0.0.1:" + port + readyPath);
        synchronized (this) {
            parts.put(name, part);
        }
        return part;
    }

    private synchronized List<Part> snapshot() {
        return List.copyOf(parts.values());
    }

    private synchronized Part part(String name) {
        var part = parts.get(name);
        if (part == null) {
            throw new LocalException("no part is named '" + name + "'; there are " + String.join(", ", parts.keySet()));
        }
        return part;
    }

    /** Folder of the run's files; for the control socket. */
    public Path run() {
        return config.run();
    }
}
