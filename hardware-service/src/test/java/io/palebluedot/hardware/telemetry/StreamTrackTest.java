package io.palebluedot.hardware.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.hardware.driver.BmcFailure.Kind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StreamTrackTest {

    private final StreamTrack track = new StreamTrack();

    /** How long after {@code now} it may be tried again, to the second. */
    private long pause(long now) {
        for (long seconds = 0; seconds < 7_200; seconds++) {
            if (track.begin(now + seconds * 1_000)) {
                return seconds;
            }
        }
        return -1;
    }

    @Test
    void oneStreamAtATime() {
        assertThat(track.begin(0)).isTrue();
        assertThat(track.begin(0)).isFalse();
    }

    @Test
    void aBmcThatRefusesIsLeftAloneLongerEachTime() {
        long now = 0;
        track.begin(now);
        for (int minutes : new int[] {5, 10, 20, 40, 60, 60}) {
            track.failed(now, Kind.BUSY);
            long pause = pause(now);
            assertThat(pause).isBetween(minutes * 60L, minutes * 90L);
            now += pause * 1_000;
        }
    }

    @Test
    void aBrokenStreamComesBackSoonAndLaterWhereItBreaksAtOnceEachTime() {
        long now = 0;
        track.begin(now);
        for (int seconds : new int[] {5, 10, 20, 40, 80, 160, 300, 300}) {
            track.listening(now);
            track.broke(now + 1_000);
            long pause = pause(now + 1_000);
            assertThat(pause).isBetween((long) seconds, seconds * 3L / 2 + 1);
            now += 1_000 + pause * 1_000;
        }
        track.listening(now);
        track.broke(now + StreamTrack.LASTING);
        assertThat(pause(now + StreamTrack.LASTING)).as("after a good one").isLessThanOrEqualTo(8);
    }

    @Test
    void anUnreachableBmcIsNoRefusal() {
        track.begin(0);
        track.failed(0, Kind.UNREACHABLE);
        assertThat(pause(0)).isLessThanOrEqualTo(8);
    }

    @Test
    void anEndedOneClosesWhateverComesLater() {
        var cancelled = new AtomicBoolean();
        track.begin(0);
        track.end();
        track.opened(() -> cancelled.set(true));
        assertThat(cancelled).isTrue();
        track.broke(0);
        assertThat(track.begin(Duration.ofDays(1).toMillis())).isFalse();
    }
}
