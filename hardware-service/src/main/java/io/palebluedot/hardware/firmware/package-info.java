/** Firmware updates of servers. */
@NullMarked
package io.palebluedot.hardware.firmware;

import org.jspecify.annotations.NullMarked;
