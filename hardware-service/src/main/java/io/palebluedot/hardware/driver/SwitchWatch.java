package io.palebluedot.hardware.driver;

import io.palebluedot.hardware.driver.SwitchReader.SwitchInterface;
import io.smallrye.mutiny.Multi;

/** Follows a switch without asking again and again. */
public interface SwitchWatch {

    /**
     * Every interface at first, then each one that changes, whole; without counters. Never ends by itself; fails with {@link BmcFailure}
     * when the switch is lost.
     */
    Multi<SwitchInterface> watchInterfaces(Bmc bmc);
}
