/** Tinkerbell's controller and agent: moves Workflow objects as the simulated servers boot and install. */
@NullMarked
package io.palebluedot.simulator.tinkerbell;

import org.jspecify.annotations.NullMarked;
