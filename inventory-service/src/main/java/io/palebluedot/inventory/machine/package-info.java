/** A server with its GPUs as one thing that moves: the only writer of their states. */
@NullMarked
package io.palebluedot.inventory.machine;

import org.jspecify.annotations.NullMarked;
