package io.palebluedot.hardware.telemetry;

import io.palebluedot.events.jetstream.TelemetryPublisher;
import io.palebluedot.hardware.driver.Attempt;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.driver.SensorReader;
import io.palebluedot.hardware.driver.SensorReader.Reading;
import io.palebluedot.hardware.server.ServerFacts;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Asks a BMC for its measurements, and tells when it stops or begins to answer and when the power changed. */
@ApplicationScoped
class BmcPoll {

    private final Drivers drivers;
    private final TelemetryPublisher publisher;
    private final ServerFacts facts;

    BmcPoll(Drivers drivers, TelemetryPublisher publisher, ServerFacts facts) {
        this.drivers = drivers;
        this.publisher = publisher;
        this.facts = facts;
    }

    Uni<Void> gpus(Watch watch) {
        return read(watch, reader -> reader.readGpus(watch.server().bmc()));
    }

    Uni<Void> sensors(Watch watch) {
        return read(watch, reader -> reader.readSensors(watch.server().bmc()));
    }

    /** Lets go of the sessions that polling left open. */
    Uni<Void> release(Watch watch) {
        var bmc = watch.server().bmc();
        return Multi.createFrom()
                .iterable(bmc.protocols())
                .onItem()
                .transformToUniAndConcatenate(protocol -> drivers.of(protocol)
                        .map(driver -> driver.release(bmc))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .collect()
                .last();
    }

    private Uni<Void> read(Watch watch, Function<SensorReader, Uni<Reading>> work) {
        var answered = new AtomicReference<>(first(watch));
        return drivers.call(watch.server().bmc(), SensorReader.class, work, a -> remember(a, answered))
                .chain(reading -> good(watch, answered.get(), reading))
                .onFailure(BmcFailure.class)
                .recoverWithUni(e -> bad(watch, e));
    }

    private static String first(Watch watch) {
        return watch.server().bmc().protocols().getFirst();
    }

    private static void remember(Attempt attempt, AtomicReference<String> answered) {
        if (attempt.answered()) {
            answered.set(attempt.driver());
        }
    }

    private Uni<Void> good(Watch watch, String source, Reading reading) {
        var id = watch.server().id();
        watch.bmcBreaker().good();
        publisher.publish(Batches.of(id.toString(), source, reading));
        Uni<Void> told = watch.reachableChanged(true)
                ? facts.reachabilitySeen(id, true, null)
                : Uni.createFrom().voidItem();
        String power = reading.powerState();
        return power != null && watch.powerChanged(power) ? told.chain(() -> facts.powerSeen(id, power)) : told;
    }

    private Uni<Void> bad(Watch watch, Throwable e) {
        var id = watch.server().id();
        boolean gone = watch.bmcBreaker().bad(System.currentTimeMillis());
        if (watch.bmcBreaker().open()) {
            publisher.publish(Batches.unreachable(id.toString(), first(watch)));
        }
        return gone && watch.reachableChanged(false)
                ? facts.reachabilitySeen(id, false, e.getMessage())
                : Uni.createFrom().voidItem();
    }
}
