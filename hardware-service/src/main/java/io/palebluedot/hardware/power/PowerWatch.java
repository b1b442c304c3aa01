package io.palebluedot.hardware.power;

import io.palebluedot.hardware.driver.PowerReading;
import io.palebluedot.hardware.driver.PowerState;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides from what is read back whether the power did what was asked. A host that restarts reads "On" before and after: proof is that
 * it was seen off, or that the BMC's time of the last reset moved; where the BMC tells neither, that enough time passed.
 */
final class PowerWatch {

    private static final Duration UNSEEN_RESTART = Duration.ofSeconds(20);

    private final PowerState wanted;
    private final boolean restart;
    private final @Nullable String resetBefore;
    private boolean seenDown;
    private @Nullable String evidence;

    PowerWatch(PowerState wanted, boolean restart, @Nullable String resetBefore) {
        this.wanted = wanted;
        this.restart = restart;
        this.resetBefore = resetBefore;
    }

    /** True when the wanted state is reached and proven. */
    boolean accepts(PowerReading now, Duration sinceReset) {
        seenDown |= now.state() == PowerState.OFF || now.state() == PowerState.POWERING_ON;
        if (now.state() != wanted) {
            return false;
        }
        if (!restart) {
            evidence = "power_state";
        } else if (seenDown) {
            evidence = "seen_off";
        } else if (now.lastReset() != null && !Objects.equals(now.lastReset(), resetBefore)) {
            evidence = "last_reset_time";
        } else if (sinceReset.compareTo(UNSEEN_RESTART) >= 0) {
            evidence = "time_passed";
        }
        return evidence != null;
    }

    /** What proved it. */
    String evidence() {
        return Objects.requireNonNullElse(evidence, "none");
    }
}
