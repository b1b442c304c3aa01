/** Keeps the rack and the Kubernetes objects over a restart. */
@NullMarked
package io.palebluedot.simulator.state;

import org.jspecify.annotations.NullMarked;
