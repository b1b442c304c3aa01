package io.palebluedot.hardware.network;

import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.events.Ids;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Driver;
import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.driver.SwitchWatch;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
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
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Follows the switches that this replica holds a lease on: reads each in its rhythm, and between that listens for changes. */
@ApplicationScoped
class SwitchSchedule {

    private static final Logger LOG = Logger.getLogger(SwitchSchedule.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    /** Changes that come together are written together. */
    private static final Duration GATHERED = Duration.ofMillis(200);

    private static final int MOST_GATHERED = 512;

    private final String owner = "hardware-service/" + Ids.newId();
    private final Map<UUID, SwitchTrack> tracks = new ConcurrentHashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final SwitchRepository switches;
    private final SwitchPoll poll;
    private final SwitchFacts facts;
    private final FabricSeries series;
    private final Drivers drivers;
    private final SwitchConfig config;
    private final MeterRegistry meters;

    SwitchSchedule(
            SwitchRepository switches,
            SwitchPoll poll,
            SwitchFacts facts,
            FabricSeries series,
            Drivers drivers,
            SwitchConfig config,
            MeterRegistry meters) {
        this.switches = switches;
        this.poll = poll;
        this.facts = facts;
        this.series = series;
        this.drivers = drivers;
        this.config = config;
        this.meters = meters;
        meters.gauge("pbd.switches", tracks, Map::size);
    }

    void stop(@Observes ShutdownEvent event) {
        tracks.values().forEach(SwitchTrack::end);
        tracks.clear();
        try {
            // On the main thread, which waits for the shutdown anyway.
            switches.release(owner).subscribeAsCompletionStage().get(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("leases of switches were not released; they run out by themselves");
        }
    }

    @Scheduled(every = "${pbd.hardware.switches.refresh}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return switches.claim(owner, LEASE, config.maxSwitches())
                .invoke(this::keep)
                .invoke(() -> tick(System.currentTimeMillis()))
                .replaceWithVoid();
    }

    private void keep(List<KnownSwitch> mine) {
        long now = System.currentTimeMillis();
        var byId = mine.stream().collect(Collectors.toMap(KnownSwitch::id, s -> s));
        tracks.values().removeIf(track -> {
            boolean same = track.known().equals(byId.get(track.known().id()));
            if (!same) {
                letGo(track);
            }
            return !same;
        });
        mine.forEach(s -> tracks.computeIfAbsent(s.id(), id -> new SwitchTrack(s, config, now)));
    }

    /** Forgotten, or another replica's: its connection is of no more use here. */
    private void letGo(SwitchTrack track) {
        track.end();
        drivers.of(SwitchService.PROTOCOL)
                .orElseThrow()
                .forget(track.known().bmc())
                .subscribe()
                .with(done -> {}, e -> LOG.debugf("switch %s: %s", track.known().name(), e.getMessage()));
    }

    private void tick(long now) {
        for (var track : tracks.values()) {
            if (inFlight.get() < config.concurrency() && track.begin(now)) {
                read(track);
            } else if (config.watch() && track.beginStream(now)) {
                listen(track);
            }
        }
    }

    private void read(SwitchTrack track) {
        inFlight.incrementAndGet();
        var id = track.known().id();
        poll.read(track.known().bmc())
                .chain(reading -> facts.read(id, reading))
                .call(() -> series.tell(id))
                .invoke(() -> ended(track, "answered"))
                .onFailure(BmcFailure.class)
                .recoverWithUni(e -> lost(track, e))
                .onTermination()
                .invoke(inFlight::decrementAndGet)
                .subscribe()
                .with(done -> {}, e -> broken(track, e));
    }

    private void ended(SwitchTrack track, String outcome) {
        track.read();
        count(outcome);
    }

    private Uni<Void> lost(SwitchTrack track, BmcFailure failure) {
        track.failed(System.currentTimeMillis(), failure.kind() == BmcFailure.Kind.UNAUTHORIZED, config.maxBackoff());
        count(failure.kind().code());
        return facts.lost(track.known().id(), failure);
    }

    private void broken(SwitchTrack track, Throwable e) {
        track.failed(System.currentTimeMillis(), false, config.maxBackoff());
        LOG.warnf(e, "what switch %s told could not be kept", track.known().name());
    }

    private void count(String outcome) {
        meters.counter("pbd.switch.polls", "outcome", outcome).increment();
    }

    private void listen(SwitchTrack track) {
        var bmc = track.known().bmc();
        var watch = bmc.protocols().stream()
                .flatMap(protocol -> drivers.of(protocol).stream())
                .map((Driver d) -> d.capability(SwitchWatch.class))
                .flatMap(java.util.Optional::stream)
                .findFirst();
        if (watch.isEmpty()) {
            return;
        }
        track.opened(watch.get()
                .watchInterfaces(bmc)
                .group()
                .intoLists()
                .of(MOST_GATHERED, GATHERED)
                .onItem()
                .transformToUniAndConcatenate(
                        told -> facts.changed(track.known().id(), told)
                                .call(() -> series.tell(track.known().id())))
                .subscribe()
                .with(
                        done -> track.streamed(),
                        e -> {
                            track.streamBroke(System.currentTimeMillis());
                            LOG.debugf("stream of switch %s: %s", track.known().name(), e.getMessage());
                        },
                        () -> track.streamBroke(System.currentTimeMillis())));
    }
}
