package io.palebluedot.hardware.driver.gnmi;

import java.time.Duration;

/** When a subscription tells something (gNMI specification 3.5.1.5.2). */
sealed interface Rhythm {

    /** Everything, every so often. */
    record Sample(Duration every) implements Rhythm {}

    /** Everything at first, then what changes. */
    record OnChange() implements Rhythm {}
}
