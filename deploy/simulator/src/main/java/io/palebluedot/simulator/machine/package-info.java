/** The state of one simulated server: power, boot, host, GPUs, BIOS, firmware, logs. */
@NullMarked
package io.palebluedot.simulator.machine;

import org.jspecify.annotations.NullMarked;
