/** The control API: look at the hardware, break it, repair it. */
@NullMarked
package io.palebluedot.simulator.control;

import org.jspecify.annotations.NullMarked;
