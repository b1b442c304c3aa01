package io.palebluedot.hardware.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.Login;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SwitchTrackTest {

    private static final long START = 1_000_000;
    private static final long PERIOD = 60_000;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final SwitchConfig config =
            new SmallRyeConfigBuilder().withMapping(SwitchConfig.class).build().getConfigMapping(SwitchConfig.class);
    private final SwitchTrack track = new SwitchTrack(
            new KnownSwitch(
                    new UUID(0, 1),
                    "leaf-1",
                    new Bmc(new HostPort("127.0.0.1", 1), List.of("gnmi"), new Login("admin", "right"))),
            config,
            START);

    @Test
    void defaultsAreTheDocumentedOnes() {
        assertThat(config.period()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.refresh()).isEqualTo("5s");
        assertThat(config.watch()).isTrue();
        assertThat(config.failuresToUnreachable()).isEqualTo(3);
        assertThat(config.maxBackoff()).isEqualTo(LONGEST);
        assertThat(config.maxSwitches()).isEqualTo(2_000);
        assertThat(config.concurrency()).isEqualTo(32);
    }

    @Test
    void aReadingIsNotBegunAgainBeforeItEndedAndBeforeAPeriodIsOver() {
        assertThat(track.begin(START)).isTrue();
        assertThat(track.begin(START + 2 * PERIOD)).as("still reading").isFalse();
        track.read();
        assertThat(track.begin(START + PERIOD / 2)).isFalse();
        assertThat(track.begin(START + 2 * PERIOD)).isTrue();
    }

    @Test
    void aSwitchThatDoesNotAnswerIsAskedLessAndLessOften() {
        long now = START;
        for (int i = 0; i < 4; i++) {
            assertThat(track.begin(now)).isTrue();
            track.failed(now, false, LONGEST);
            now += 2 * PERIOD;
        }
        // The fourth failure in a row doubled the pause.
        assertThat(track.begin(now - 2 * PERIOD + 119_000)).isFalse();
        assertThat(track.begin(now + 5 * PERIOD)).isTrue();
    }

    @Test
    void aRefusedLoginWaitsForTheLongestPause() {
        assertThat(track.begin(START)).isTrue();
        track.failed(START, true, LONGEST);
        assertThat(track.begin(START + 4 * PERIOD)).isFalse();
        assertThat(track.begin(START + 5 * PERIOD)).isTrue();
    }

    @Test
    void aStreamIsOpenOnceAndOpenedAgainAfterAPause() {
        assertThat(track.beginStream(START)).isTrue();
        assertThat(track.beginStream(START)).as("one is open").isFalse();
        track.streamBroke(START);
        assertThat(track.beginStream(START + 4_999)).isFalse();
        assertThat(track.beginStream(START + 5_000)).isTrue();
        track.streamBroke(START + 5_000);
        assertThat(track.beginStream(START + 14_000)).as("the pause doubled").isFalse();
        assertThat(track.beginStream(START + 15_000)).isTrue();
    }

    @Test
    void aForgottenSwitchIsLeftAlone() {
        var cancelled = new AtomicInteger();
        assertThat(track.beginStream(START)).isTrue();
        track.opened(cancelled::incrementAndGet);
        track.end();
        track.opened(cancelled::incrementAndGet);
        assertThat(cancelled).hasValue(2);
        assertThat(track.begin(START + PERIOD)).isFalse();
        assertThat(track.beginStream(START + PERIOD)).isFalse();
    }
}
