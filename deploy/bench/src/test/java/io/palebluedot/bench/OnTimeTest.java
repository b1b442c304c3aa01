package io.palebluedot.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OnTimeTest {

    private final OnTime onTime = new OnTime(0, 190, 60);

    @Test
    void aPollInEveryPeriodIsOnTime() {
        onTime.add(List.of(30L, 90L, 153L));
        assertThat(onTime.due()).isEqualTo(3);
        assertThat(onTime.percent()).isEqualTo(100);
        assertThat(onTime.longest()).isEqualTo(63);
    }

    @Test
    void whatOneServerDidTooOftenDoesNotHelpAnother() {
        onTime.add(List.of(10L, 40L, 70L, 100L, 130L, 160L));
        onTime.add(List.of());
        assertThat(onTime.percent()).isEqualTo(50);
        assertThat(onTime.longest()).isEqualTo(190);
    }

    @Test
    void pollsOutsideOfTheWindowDoNotCount() {
        onTime.add(List.of(-5L, 191L));
        assertThat(onTime.percent()).isZero();
    }

    @Test
    void nothingDueIsNoNumber() {
        assertThat(onTime.percent()).isNaN();
    }
}
