package io.palebluedot.hardware.power;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.PowerReading;
import io.palebluedot.hardware.driver.PowerState;
import io.palebluedot.hardware.driver.ResetType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to tell the BMC, and what to see afterwards; a pure function of what is wanted and what is.
 *
 * @param reset null when the wanted state is there already
 * @param wanted state to wait for; null when there is none
 * @param restart true when the host has to go through a restart
 */
record PowerPlan(@Nullable ResetType reset, @Nullable PowerState wanted, boolean restart) {

    static PowerPlan of(PowerAction action, PowerReading now) {
        boolean off = now.state() == PowerState.OFF;
        return switch (action) {
            case ON ->
                now.state() == PowerState.ON
                        ? new PowerPlan(null, PowerState.ON, false)
                        : to(now, PowerState.ON, false, ResetType.ON, ResetType.FORCE_ON);
            case OFF ->
                off ? new PowerPlan(null, PowerState.OFF, false) : to(now, PowerState.OFF, false, ResetType.FORCE_OFF);
            case GRACEFUL_SHUTDOWN ->
                off
                        ? new PowerPlan(null, PowerState.OFF, false)
                        : to(now, PowerState.OFF, false, ResetType.GRACEFUL_SHUTDOWN);
            case REBOOT ->
                off
                        ? to(now, PowerState.ON, false, ResetType.ON, ResetType.FORCE_ON)
                        : to(now, PowerState.ON, true, ResetType.GRACEFUL_RESTART, ResetType.FORCE_RESTART);
            case POWER_CYCLE ->
                off
                        ? to(now, PowerState.ON, false, ResetType.ON, ResetType.FORCE_ON)
                        : to(now, PowerState.ON, true, ResetType.POWER_CYCLE, ResetType.FORCE_RESTART);
            case NMI -> to(now, null, false, ResetType.NMI);
        };
    }

    /** The first of the resets that the BMC takes. */
    private static PowerPlan to(
            PowerReading now, @Nullable PowerState wanted, boolean restart, ResetType... candidates) {
        for (var type : candidates) {
            if (now.allowed().isEmpty() || now.allowed().contains(type)) {
                return new PowerPlan(type, wanted, restart);
            }
        }
        throw new BmcFailure(
                BmcFailure.Kind.UNSUPPORTED,
                "the BMC takes none of " + List.of(candidates) + "; it takes " + now.allowed());
    }
}
