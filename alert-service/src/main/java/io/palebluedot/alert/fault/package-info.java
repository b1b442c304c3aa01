/** Alerts that an event raises by itself: Xids, lost BMCs, failed servers, dead links. */
@NullMarked
package io.palebluedot.alert.fault;

import org.jspecify.annotations.NullMarked;
