/** Leaf switches with gNMI, whose ports are the simulated servers' cables. */
@NullMarked
package io.palebluedot.simulator.gnmi;

import org.jspecify.annotations.NullMarked;
