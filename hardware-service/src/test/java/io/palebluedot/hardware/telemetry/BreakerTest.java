package io.palebluedot.hardware.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private final Breaker breaker = new Breaker(3, Duration.ofSeconds(10), Duration.ofMinutes(1));

    @Test
    void opensAtTheThirdFailureAndSaysSoOnce() {
        assertThat(breaker.bad(0)).isFalse();
        assertThat(breaker.bad(0)).isFalse();
        assertThat(breaker.open()).isFalse();
        assertThat(breaker.bad(0)).isTrue();
        assertThat(breaker.bad(0)).isFalse();
        assertThat(breaker.open()).isTrue();
    }

    @Test
    void waitsLongerAndLongerUpToALimit() {
        for (int i = 0; i < 3; i++) {
            breaker.bad(0);
        }
        assertThat(breaker.allows(9_999)).isFalse();
        assertThat(breaker.allows(10_000)).isTrue();
        breaker.bad(10_000);
        assertThat(breaker.allows(29_999)).isFalse();
        assertThat(breaker.allows(30_000)).isTrue();
        for (int i = 0; i < 60; i++) {
            breaker.bad(0);
        }
        assertThat(breaker.allows(60_000)).isTrue();
    }

    @Test
    void oneGoodAnswerClosesIt() {
        for (int i = 0; i < 5; i++) {
            breaker.bad(0);
        }
        breaker.good();
        assertThat(breaker.open()).isFalse();
        assertThat(breaker.allows(1)).isTrue();
    }
}
