/** Decides where a request is placed: pure functions over a picture of the fleet, no framework, no clock, no I/O. */
@NullMarked
package io.palebluedot.allocation.planner;

import org.jspecify.annotations.NullMarked;
