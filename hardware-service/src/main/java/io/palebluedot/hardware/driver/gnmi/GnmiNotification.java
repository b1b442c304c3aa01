package io.palebluedot.hardware.driver.gnmi;

import java.time.Instant;
import java.util.List;

/**
 * What a target told at one time (gNMI specification 2.1); deletes come before leaves.
 *
 * @param prefix what all paths begin with
 * @param atomic the leaves are all that there is below the prefix
 */
record GnmiNotification(Instant at, GnmiPath prefix, boolean atomic, List<GnmiPath> deletes, List<Leaf> leaves) {

    GnmiNotification {
        deletes = List.copyOf(deletes);
        leaves = List.copyOf(leaves);
    }
}
