package io.palebluedot.hardware.network;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How switches are followed. */
@ConfigMapping(prefix = "pbd.hardware.switches")
interface SwitchConfig {

    /** Between two readings of a switch. */
    @WithDefault("PT60S")
    Duration period();

    /** How often leases are renewed and it is looked which switch is due. */
    @WithDefault("5s")
    String refresh();

    /** Whether state changes are followed by streams, between the readings. */
    @WithDefault("true")
    boolean watch();

    /** Failures after which a switch is asked less and less often. */
    @WithDefault("3")
    int failuresToUnreachable();

    @WithDefault("PT5M")
    Duration maxBackoff();

    /** Most switches that one replica follows. */
    @WithDefault("2000")
    int maxSwitches();

    /** Most switches that are read at the same time. */
    @WithDefault("32")
    int concurrency();
}
