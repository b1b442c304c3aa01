package io.palebluedot.hardware.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.palebluedot.hardware.TestConfig;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.EventHints;
import io.palebluedot.hardware.driver.EventHints.Told;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.server.Server;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** With BMCs whose streams the test holds in its hand. */
class EventStreamsTest {

    private static final Told HINT = new Told.Hint("PSU1", "Critical", null, null);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<MultiEmitter<? super Told>> open = new ArrayList<>();
    private final EventHints port = bmc -> Multi.createFrom().emitter(emitter -> {
        open.add(emitter);
        emitter.onTermination(() -> open.remove(emitter));
    });
    private final long now = System.currentTimeMillis();

    private EventStreams streams(int most) {
        var config = TestConfig.with(Map.of("pbd.hardware.telemetry.event-streams", String.valueOf(most)));
        return new EventStreams(bmc -> Optional.of(port), config, meters);
    }

    private Watch watch(int index) {
        var bmc = new Bmc(new HostPort("127.0.0." + index, 443), List.of("redfish"), new Login("a", "b"));
        var server = new Server(UUID.randomUUID(), bmc, null, null, null, null, null, null, false, "On", true);
        return new Watch(server, TestConfig.with(Map.of()).telemetry(), now, 1);
    }

    private Watch answering(int index) {
        var watch = watch(index);
        watch.reachableChanged(true);
        return watch;
    }

    private double gauge() {
        return meters.get("pbd.bmc.event.streams").gauge().value();
    }

    private double count(String name) {
        return meters.get(name).counter().count();
    }

    @Test
    void aBmcIsListenedToWhenItHasAnswered() {
        var streams = streams(10);
        var watch = watch(1);
        streams.tend(watch, now);
        assertThat(open).isEmpty();
        watch.reachableChanged(true);
        streams.tend(watch, now);
        streams.tend(watch, now);
        assertThat(open).hasSize(1);
        assertThat(gauge()).as("asked for, not there yet").isZero();
        open.getFirst().emit(new Told.Listening());
        assertThat(gauge()).isOne();
    }

    @Test
    void noMoreThanSoManyStreamsAreOpen() {
        var streams = streams(3);
        var watches = IntStream.rangeClosed(1, 9).mapToObj(this::answering).toList();
        watches.forEach(watch -> streams.tend(watch, now));
        assertThat(open).hasSize(3);
        open.forEach(stream -> stream.emit(new Told.Listening()));
        watches.getFirst().end();
        assertThat(gauge()).isEqualTo(2);
        watches.forEach(watch -> streams.tend(watch, now));
        assertThat(open).as("the room of the one that ended").hasSize(3);
        watches.forEach(Watch::end);
        assertThat(open).isEmpty();
        assertThat(gauge()).isZero();
    }

    @Test
    void zeroIsNone() {
        streams(0).tend(answering(1), now);
        assertThat(open).isEmpty();
    }

    @Test
    void hintsBringThePollAndAreCounted() {
        var streams = streams(10);
        var watch = answering(1);
        assertThat(watch.sensors().begin(now + 100)).isTrue();
        watch.sensors().end(now + 200);
        streams.tend(watch, now);
        for (int i = 0; i < 1_000; i++) {
            open.getFirst().emit(HINT);
        }
        open.getFirst().emit(new Told.Malformed(7));
        assertThat(count("pbd.bmc.event.hints")).isEqualTo(1_000);
        assertThat(count("pbd.bmc.event.malformed")).isEqualTo(7);
        assertThat(watch.sensors().begin(now + 3_000))
                .as("long before its period")
                .isTrue();
        watch.sensors().end(now + 3_100);
        assertThat(watch.sensors().begin(now + 30_000))
                .as("one for all of them")
                .isFalse();
    }

    @Test
    void brokenRecordsAloneBringNoPoll() {
        var streams = streams(10);
        var watch = answering(1);
        assertThat(watch.sensors().begin(now + 100)).isTrue();
        watch.sensors().end(now + 200);
        streams.tend(watch, now);
        open.getFirst().emit(new Told.Malformed(1_000));
        assertThat(watch.sensors().begin(now + 30_000)).isFalse();
    }

    @Test
    void aBmcThatRefusesIsPolledAsAlways() {
        var streams = streams(1);
        var watch = answering(1);
        streams.tend(watch, now);
        open.getFirst().fail(new BmcFailure(BmcFailure.Kind.BUSY, "HTTP 503"));
        streams.tend(watch, now + 200_000);
        assertThat(open).as("left alone for minutes").isEmpty();
        assertThat(watch.sensors().begin(now + 100)).isTrue();
        watch.sensors().end(now + 200);
        assertThat(watch.sensors().begin(now + 70_000)).isTrue();
        streams.tend(answering(2), now);
        assertThat(open).as("its room is another's").hasSize(1);
        streams.tend(watch, now + 500_000);
    }

    @Test
    void aBmcWhoseDriversHaveNoStreamsIsNotAskedAgainSoon() {
        var config = TestConfig.with(Map.of());
        var asked = new ArrayList<Bmc>();
        var streams = new EventStreams(
                bmc -> {
                    asked.add(bmc);
                    return Optional.empty();
                },
                config,
                meters);
        var watch = answering(1);
        streams.tend(watch, now);
        streams.tend(watch, now + 60_000);
        assertThat(asked).hasSize(1);
    }
}
