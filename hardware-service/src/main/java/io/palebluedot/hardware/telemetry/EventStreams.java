package io.palebluedot.hardware.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BmcFailure.Kind;
import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.driver.EventHints;
import io.palebluedot.hardware.driver.EventHints.Told;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Listens to BMCs that have an event stream, so many at most. What they tell only makes the next poll come sooner: polling is the base. */
@ApplicationScoped
class EventStreams {

    private static final Logger LOG = Logger.getLogger(EventStreams.class);
    /** Streams that are being asked for at the same time. */
    private static final int OPENING = 50;

    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger listening = new AtomicInteger();
    private final Function<Bmc, Optional<EventHints>> ports;
    private final int most;
    private final Counter hints;
    private final Counter malformed;
    private final MeterRegistry meters;
    private final Gauge gauge;

    @Inject
    EventStreams(Drivers drivers, HardwareConfig config, MeterRegistry meters) {
        this(bmc -> port(drivers, bmc), config, meters);
    }

    EventStreams(Function<Bmc, Optional<EventHints>> ports, HardwareConfig config, MeterRegistry meters) {
        this.ports = ports;
        this.most = config.telemetry().eventStreams();
        this.hints = meters.counter("pbd.bmc.event.hints");
        this.malformed = meters.counter("pbd.bmc.event.malformed");
        this.meters = meters;
        this.gauge = Gauge.builder("pbd.bmc.event.streams", listening, AtomicInteger::get)
                .register(meters);
    }

    /** Registries outlive the service where it is started anew in one process, and would go on to show this one's streams. */
    @PreDestroy
    void end() {
        meters.remove(gauge);
    }

    private static Optional<EventHints> port(Drivers drivers, Bmc bmc) {
        return bmc.protocols().stream()
                .flatMap(protocol -> drivers.of(protocol).stream())
                .flatMap(driver -> driver.capability(EventHints.class).stream())
                .findFirst();
    }

    /** Opens the stream of a BMC that answers, when it is due and there is room. */
    void tend(Watch watch, long now) {
        boolean room = taken.get() < most && taken.get() - listening.get() < OPENING;
        if (room && watch.answers() && watch.stream().begin(now)) {
            ports.apply(watch.server().bmc())
                    .ifPresentOrElse(
                            port -> open(watch, watch.stream(), port),
                            () -> watch.stream().failed(now, Kind.UNSUPPORTED));
        }
    }

    private void open(Watch watch, StreamTrack track, EventHints port) {
        taken.incrementAndGet();
        var place = new Place();
        track.opened(port.listen(watch.server().bmc())
                .onTermination()
                .invoke(place::leave)
                .subscribe()
                .with(
                        told -> told(watch, track, place, told),
                        e -> failed(watch, track, e),
                        () -> track.broke(System.currentTimeMillis())));
    }

    private void told(Watch watch, StreamTrack track, Place place, Told told) {
        long now = System.currentTimeMillis();
        switch (told) {
            case Told.Listening stands -> {
                track.listening(now);
                place.listen();
            }
            case Told.Hint hint -> {
                hints.increment();
                watch.hinted(now);
                LOG.debugf("BMC of server %s: %s", watch.server().id(), hint);
            }
            case Told.Malformed some -> malformed.increment(some.count());
        }
    }

    private static void failed(Watch watch, StreamTrack track, Throwable e) {
        track.failed(System.currentTimeMillis(), e instanceof BmcFailure f ? f.kind() : Kind.MALFORMED);
        LOG.debugf("event stream of server %s: %s", watch.server().id(), e.getMessage());
    }

    /** What one stream takes of the room, given back once. */
    private final class Place {
        private boolean stands;
        private boolean left;

        synchronized void listen() {
            if (!stands && !left) {
                stands = true;
                listening.incrementAndGet();
            }
        }

        synchronized void leave() {
            if (!left) {
                left = true;
                taken.decrementAndGet();
                listening.addAndGet(stands ? -1 : 0);
            }
        }
    }
}
