package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.PowerState;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;

/**
 * The answer of Get Chassis Status, IPMI 2.0 28.2.
 *
 * @param health the worst that its fault bits say
 */
record ChassisStatus(PowerState power, String health) {

    private static final int POWER_FAULTS = 0b0001_1010;
    private static final int MILD_FAULTS = 0b0000_1100;

    static ChassisStatus of(Octets answer) {
        int power = answer.u8(0);
        boolean critical = (power & POWER_FAULTS) != 0;
        boolean warning = (answer.u8(2) & MILD_FAULTS) != 0;
        return new ChassisStatus(
                (power & 1) != 0 ? PowerState.ON : PowerState.OFF, critical ? "Critical" : warning ? "Warning" : "OK");
    }
}
