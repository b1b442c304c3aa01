package io.palebluedot.hardware.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NudgesTest {

    private final Nudges nudges = new Nudges(Duration.ofSeconds(2), Duration.ofSeconds(60));

    @Test
    void aHintBringsThePollAfterAShortMomentForItsLike() {
        assertThat(nudges.due(100_000, 50_000, 300)).isEqualTo(100_000 + Nudges.GATHERED);
    }

    @Test
    void aPollKeepsItsDistanceToTheOneBefore() {
        assertThat(nudges.due(100_000, 99_900, 300)).isEqualTo(101_900);
        assertThat(nudges.due(100_000, 99_900, 30_000))
                .as("a slow BMC rests as long as it took")
                .isEqualTo(129_900);
    }

    @Test
    void aBmcThatNeverStopsTellingGetsFewExtraPolls() {
        long now = 0;
        int polls = 0;
        while (now < 600_000) {
            now = nudges.due(now, now, 100);
            nudges.used();
            polls++;
        }
        assertThat(polls).isBetween(Nudges.MOST + 19, Nudges.MOST + 21);
    }
}
