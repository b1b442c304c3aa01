/** What can go wrong on purpose, and what currently does. */
@NullMarked
package io.palebluedot.simulator.fault;

import org.jspecify.annotations.NullMarked;
