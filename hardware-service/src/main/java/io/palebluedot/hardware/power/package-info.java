/** Power of servers. */
@NullMarked
package io.palebluedot.hardware.power;

import org.jspecify.annotations.NullMarked;
