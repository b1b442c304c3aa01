package io.palebluedot.hardware.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.PowerReading;
import io.palebluedot.hardware.driver.PowerState;
import io.palebluedot.hardware.driver.ResetType;
import io.palebluedot.rpc.FailureException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PowerTest {

    private static PowerReading reads(PowerState state, ResetType... allowed) {
        return new PowerReading(state, "2026-01-01T00:00:00Z", Set.of(allowed));
    }

    @Test
    void whatIsThereAlreadyNeedsNoReset() {
        assertThat(PowerPlan.of(PowerAction.ON, reads(PowerState.ON)).reset()).isNull();
        assertThat(PowerPlan.of(PowerAction.OFF, reads(PowerState.OFF)).reset()).isNull();
    }

    @Test
    void theFirstResetThatTheBmcTakesIsUsed() {
        assertThat(PowerPlan.of(PowerAction.POWER_CYCLE, reads(PowerState.ON, ResetType.FORCE_RESTART)))
                .isEqualTo(new PowerPlan(ResetType.FORCE_RESTART, PowerState.ON, true));
        assertThat(PowerPlan.of(PowerAction.ON, reads(PowerState.OFF, ResetType.FORCE_ON))
                        .reset())
                .isEqualTo(ResetType.FORCE_ON);
        assertThat(PowerPlan.of(PowerAction.REBOOT, reads(PowerState.ON)).reset())
                .isEqualTo(ResetType.GRACEFUL_RESTART);
    }

    @Test
    void aPowerCycleOfAServerThatIsOffSwitchesItOn() {
        assertThat(PowerPlan.of(PowerAction.POWER_CYCLE, reads(PowerState.OFF)))
                .isEqualTo(new PowerPlan(ResetType.ON, PowerState.ON, false));
    }

    @Test
    void aResetThatTheBmcDoesNotTakeIsUnsupported() {
        assertThatThrownBy(() -> PowerPlan.of(PowerAction.NMI, reads(PowerState.ON, ResetType.ON)))
                .isInstanceOfSatisfying(
                        BmcFailure.class, f -> assertThat(f.kind()).isEqualTo(BmcFailure.Kind.UNSUPPORTED));
    }

    @Test
    void aRestartIsProvenByBeingSeenOff() {
        var watch = new PowerWatch(PowerState.ON, true, "2026-01-01T00:00:00Z");
        assertThat(watch.accepts(reads(PowerState.ON), Duration.ofSeconds(1))).isFalse();
        assertThat(watch.accepts(reads(PowerState.OFF), Duration.ofSeconds(2))).isFalse();
        assertThat(watch.accepts(reads(PowerState.ON), Duration.ofSeconds(3))).isTrue();
        assertThat(watch.evidence()).isEqualTo("seen_off");
    }

    @Test
    void aRestartIsProvenByTheTimeOfTheLastReset() {
        var watch = new PowerWatch(PowerState.ON, true, "2025-12-31T00:00:00Z");
        assertThat(watch.accepts(reads(PowerState.ON), Duration.ofSeconds(1))).isTrue();
        assertThat(watch.evidence()).isEqualTo("last_reset_time");
    }

    @Test
    void actionsAreReadInBothSpellings() {
        assertThat(PowerAction.of("power_off")).isEqualTo(PowerAction.OFF);
        assertThat(PowerAction.of("graceful_shutdown")).isEqualTo(PowerAction.GRACEFUL_SHUTDOWN);
        assertThatThrownBy(() -> PowerAction.of("explode")).isInstanceOf(FailureException.class);
    }
}
