/** Giving GPUs back: asked for, at the end of a lease, or after a failure. Never waits for a server. */
@NullMarked
package io.palebluedot.allocation.release;

import org.jspecify.annotations.NullMarked;
