package io.palebluedot.hardware.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProbePaceTest {

    private final AtomicLong now = new AtomicLong(1_000);
    private final ProbePace pace = new ProbePace(100, now::get);

    @Test
    void aSecondsWorthOfProbesTakesASecond() {
        for (int i = 0; i < 50; i++) {
            assertThat(pace.reserve(2)).isEqualTo(Duration.ofMillis(20L * i));
        }
        assertThat(pace.reserve(1)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whatWasNotUsedIsNotSavedUp() {
        assertThat(pace.reserve(1)).isZero();
        now.addAndGet(Duration.ofMinutes(5).toNanos());
        assertThat(pace.reserve(1)).isZero();
        assertThat(pace.reserve(1)).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void aWaitOfLessThanAMillisecondIsNoneAndALongerOneEnds() {
        var quick = new ProbePace(1_500, now::get);
        for (int i = 0; i < 20; i++) {
            quick.turn(1).await().atMost(Duration.ofSeconds(10));
        }
        assertThat(quick.reserve(1)).isBetween(Duration.ofMillis(13), Duration.ofMillis(14));
    }

    @Test
    void noProbesAtAllAreNoPace() {
        assertThatThrownBy(() -> new ProbePace(0, now::get)).hasMessageContaining("probes-per-second");
    }
}
