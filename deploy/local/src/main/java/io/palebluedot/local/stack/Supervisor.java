package io.palebluedot.local.stack;

import io.palebluedot.local.process.ChildProcess;
import io.palebluedot.local.secrets.LocalKeys;
import io.palebluedot.local.server.LocalException;
import io.palebluedot.local.server.LocalNats;
import io.palebluedot.local.server.LocalPostgres;
import io.palebluedot.local.server.LocalRedis;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts everything, in order and as much at once as order allows; starts again what dies; ends everything. All public methods are safe to call from several
 * threads.
 */
public final class Supervisor implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofMinutes(2);
    private static final Duration WATCH = Duration.ofMillis(500);

    private final StackConfig config;
    private final LocalKeys keys;
    private final Consumer<String> progress;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<String, StartCache> caches = new LinkedHashMap<>();
    private final Instant startedAt = Instant.now();
    private @Nullable FileChannel dataFolder;
    private volatile boolean closed;

    public Supervisor(StackConfig config, Consumer<String> progress) {
        this.config = config;
        this.keys = LocalKeys.in(config.secrets());
        this.progress = progress;
    }

    /** Starts all parts and waits until each is ready; on failure ends what was started and throws. */
    public void start() {
        dataFolder = new Preflight(config).takeDataFolder();
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

    public List<PartStatus> status() {
        return snapshot().parallelStream().map(Part::status).toList();
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

    /** Ends a part in good order, starts it, and waits until it is ready. */
    public void restart(String name) {
        part(name).stop();
        startAgain(name);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        var all = snapshot();
        // Applications first and at once, then the servers they need.
        all.stream().filter(Part::application).parallel().forEach(Part::stop);
        all.reversed().stream().filter(part -> !part.application()).forEach(Part::stop);
        makeStartCaches();
        if (dataFolder != null) {
            Preflight.closeQuietly(dataFolder);
        }
    }

    private void startServers() {
        var ports = config.ports();
        progress.accept("starting PostgreSQL, Redis, NATS");
        add("postgresql", ports.postgres(), this::postgres, null);
        add("redis", ports.redis(), this::redis, null);
        add("nats", ports.nats(), this::nats, null);
        parallel(snapshot(), Part::start);
    }

    private ChildProcess postgres() {
        var data = config.data().resolve("postgresql");
        var postgres = LocalPostgres.start(
                config.tools(), data, config.log("postgresql"), config.ports().postgres(), keys.password("postgres"));
        for (Service service : Service.values()) {
            postgres.createDatabase(service.database(), keys.password("db-" + service.database()));
        }
        return postgres.process();
    }

    private ChildProcess redis() {
        var data = config.data().resolve("redis");
        return LocalRedis.start(
                        config.tools(),
                        data,
                        config.log("redis"),
                        config.ports().redis())
                .process();
    }

    private ChildProcess nats() {
        var data = config.data().resolve("nats");
        var ports = config.ports();
        return LocalNats.start(config.tools(), data, config.log("nats"), ports.nats(), ports.natsMonitoring())
                .process();
    }

    private void startApplications() {
        progress.accept("starting the simulator and six services");
        var applications = new ArrayList<Part>();
        var simulator = new SimulatorCommand(config).command();
        int control = config.ports().simulator();
        applications.add(
                add("simulator", control, () -> ChildProcess.start(simulator), new Readiness(control, "/health")));
        var commands = new ServiceCommand(config, keys);
        for (Service service : Service.values()) {
            var cache = new StartCache(commands.folder(service), config.run().resolve(service.module() + ".aotconf"));
            caches.put(service.module(), cache);
            int http = config.ports().http(service);
            applications.add(add(
                    service.module(),
                    http,
                    () -> ChildProcess.start(commands.of(service, cache)),
                    new Readiness(http, "/q/health/ready")));
        }
        applications.forEach(Part::start);
        parallel(applications, part -> {
            part.awaitReady(READY_LIMIT);
            progress.accept(part.name() + " is ready");
        });
    }

    /** All at once; the first failure ends the waiting. */
    private static void parallel(List<Part> some, Consumer<Part> action) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var completion = new ExecutorCompletionService<Part>(executor);
            var running = new ArrayList<Future<Part>>();
            some.forEach(part -> running.add(completion.submit(() -> action.accept(part), part)));
            try {
                for (int i = 0; i < running.size(); i++) {
                    completion.take().get();
                }
            } catch (ExecutionException e) {
                executor.shutdownNow();
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                executor.shutdownNow();
                Thread.currentThread().interrupt();
                throw new LocalException("interrupted while starting", e);
            }
        }
    }

    private void watch() {
        while (!closed) {
            for (Part part : snapshot()) {
                if (!closed) {
                    part.watch();
                }
            }
            LockSupport.parkNanos(WATCH.toNanos());
        }
    }

    /** Once per build, when nobody is disturbed by it. */
    private void makeStartCaches() {
        var due = caches.entrySet().stream()
                .filter(cache -> cache.getValue().recorded())
                .toList();
        if (due.isEmpty()) {
            return;
        }
        progress.accept("making start caches, once per build; the next start takes a third of the time");
        try (var executor = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            due.forEach(cache ->
                    executor.execute(() -> cache.getValue().make(config.log(cache.getKey() + "-start-cache"))));
        }
    }

    private Part add(String name, int port, Supplier<ChildProcess> starter, @Nullable Readiness readiness) {
        var part = new Part(name, port, starter, readiness);
        synchronized (parts) {
            parts.put(name, part);
        }
        return part;
    }

    private List<Part> snapshot() {
        synchronized (parts) {
            return List.copyOf(parts.values());
        }
    }

    private Part part(String name) {
        return snapshot().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new LocalException("no part is named '" + name + "'; there are "
                        + String.join(", ", snapshot().stream().map(Part::name).toList())));
    }
}
