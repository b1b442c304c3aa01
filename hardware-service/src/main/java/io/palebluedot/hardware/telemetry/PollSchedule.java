package io.palebluedot.hardware.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.palebluedot.events.Ids;
import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.server.Server;
import io.palebluedot.hardware.server.ServerRepository;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Polls the servers that this replica holds a lease on, each in its own rhythm: a slow BMC delays nobody, a poll that has not ended is
 * not begun again.
 */
@ApplicationScoped
public class PollSchedule {

    private static final Logger LOG = Logger.getLogger(PollSchedule.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final long TICK_MS = 250;
    private static final long MS_PER_SERVER = 30;

    private final String owner = "hardware-service/" + Ids.newId();
    private final Map<UUID, Watch> watches = new ConcurrentHashMap<>();
    private final AtomicInteger bmcsInFlight = new AtomicInteger();
    private final AtomicInteger hostsInFlight = new AtomicInteger();
    private final ServerRepository servers;
    private final BmcPoll bmcs;
    private final HostPoll hosts;
    private final EventStreams streams;
    private final HardwareConfig.Telemetry config;
    private final Vertx vertx;
    private final MeterRegistry meters;
    private volatile List<Watch> round = List.of();
    private volatile long timer = -1;
    private int next;

    PollSchedule(
            ServerRepository servers,
            BmcPoll bmcs,
            HostPoll hosts,
            EventStreams streams,
            HardwareConfig config,
            Vertx vertx,
            MeterRegistry meters) {
        this.servers = servers;
        this.bmcs = bmcs;
        this.hosts = hosts;
        this.streams = streams;
        this.config = config.telemetry();
        this.vertx = vertx;
        this.meters = meters;
        meters.gauge("pbd.telemetry.servers", watches, Map::size);
        meters.gauge("pbd.telemetry.in.flight", Tags.of("kind", "bmc"), bmcsInFlight, AtomicInteger::get);
        meters.gauge("pbd.telemetry.in.flight", Tags.of("kind", "host"), hostsInFlight, AtomicInteger::get);
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            timer = vertx.setPeriodic(TICK_MS, id -> tick(System.currentTimeMillis()));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
        watches.values().forEach(Watch::end);
        watches.clear();
        round = List.of();
        try {
            // On the main thread, which waits for the shutdown anyway.
            servers.releasePolls(owner).subscribeAsCompletionStage().get(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("poll leases were not released; they run out by themselves");
        }
    }

    @Scheduled(every = "${pbd.hardware.telemetry.refresh}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return config.enabled()
                ? servers.claimPolls(owner, LEASE, config.maxServers())
                        .invoke(this::keep)
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private void keep(List<Server> mine) {
        long now = System.currentTimeMillis();
        // A few servers are polled at once, thousands are spread over the period: a discovery has just read them.
        long spread = 500 + Math.min(config.sensorPeriod().toMillis(), MS_PER_SERVER * mine.size());
        for (var server : mine) {
            watches.computeIfAbsent(server.id(), id -> new Watch(server, config, now, spread))
                    .server(server);
        }
        var kept = mine.stream().map(Server::id).collect(Collectors.toSet());
        watches.entrySet().stream()
                .filter(e -> !kept.contains(e.getKey()))
                .map(Map.Entry::getValue)
                .forEach(this::letGo);
        watches.keySet().retainAll(kept);
        round = List.copyOf(watches.values());
    }

    /** Forgotten, or another replica's. */
    private void letGo(Watch watch) {
        watch.end();
        bmcs.release(watch)
                .subscribe()
                .with(
                        done -> {},
                        e -> LOG.debugf("BMC of server %s: %s", watch.server().id(), e.getMessage()));
    }

    /** Begins with another server each time, so that where not all fit at once all get their turn. */
    private void tick(long now) {
        var all = round;
        for (int i = 0; i < all.size(); i++) {
            var watch = all.get((next + i) % all.size());
            if (watch.bmcBreaker().allows(now)) {
                begin(watch, watch.sensors(), now, "bmc_sensors", () -> bmcs.sensors(watch));
                begin(watch, watch.gpus(), now, "bmc_gpus", () -> bmcs.gpus(watch));
            }
            streams.tend(watch, now);
            if (watch.hostMayAnswer() && watch.hostBreaker().allows(now)) {
                begin(watch, watch.host(), now, "host", () -> host(watch));
            }
        }
        next = all.isEmpty() ? 0 : (next + 1 + all.size() / 7) % all.size();
    }

    private void begin(Watch watch, Watch.Track track, long now, String kind, Supplier<Uni<Void>> work) {
        boolean host = kind.equals("host");
        var inFlight = host ? hostsInFlight : bmcsInFlight;
        int room = host ? config.hostConcurrency() : config.concurrency();
        if (inFlight.get() >= room || !track.begin(now)) {
            return;
        }
        inFlight.incrementAndGet();
        var sample = io.micrometer.core.instrument.Timer.start(meters);
        Uni.createFrom()
                .deferred(work::get)
                .onTermination()
                .invoke(() -> {
                    inFlight.decrementAndGet();
                    track.end(System.currentTimeMillis());
                    sample.stop(meters.timer("pbd.telemetry.polls", "kind", kind));
                    if (watch.ended()) {
                        // The poll may have logged in again after its watch was let go.
                        letGo(watch);
                    }
                })
                .subscribe()
                .with(done -> {}, e -> LOG.warnf(e, "poll of kind %s could not be told", kind));
    }

    private Uni<Void> host(Watch watch) {
        return hosts.poll(watch)
                .invoke(() -> watch.hostBreaker().good())
                .onFailure()
                .recoverWithUni(e -> {
                    watch.hostBreaker().bad(System.currentTimeMillis());
                    LOG.debugf("exporters of server %s: %s", watch.server().id(), e.getMessage());
                    return Uni.createFrom().voidItem();
                });
    }
}
