package io.palebluedot.hardware.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CapabilityTest {

    @Test
    void everyOneHasAWordOfItsOwn() {
        assertThat(Arrays.stream(Capability.values()).map(Capability::word)).doesNotHaveDuplicates();
        assertThat(Capability.ofPort(RaidVolumes.class).word()).isEqualTo("volumes");
        assertThat(Capability.ofPort(EventLogReader.class).word()).isEqualTo("event_log");
    }

    @Test
    void everyCallHasADeadlineExceptThoseThatListen() {
        assertThat(Arrays.stream(Capability.values()).filter(c -> c.deadline().isZero()))
                .containsExactly(Capability.EVENT_HINTS, Capability.SWITCH_WATCH);
    }

    @Test
    void aDriverThatNeverEndsFailsByItsDeadlineSoThatTheNextOneIsTried() {
        var hangs = Uni.createFrom().<String>nothing();

        assertThatThrownBy(() -> Drivers.inTime("redfish", Duration.ofMillis(20), hangs)
                        .await()
                        .atMost(Duration.ofSeconds(10)))
                .isInstanceOfSatisfying(BmcFailure.class, e -> {
                    assertThat(e.kind()).isEqualTo(BmcFailure.Kind.TIMEOUT);
                    assertThat(e.text()).startsWith("redfish did not end within");
                });
    }
}
