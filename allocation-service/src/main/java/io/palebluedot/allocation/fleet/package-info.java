/** What inventory told of servers and GPUs, and the picture of the fleet made from it. */
@NullMarked
package io.palebluedot.allocation.fleet;

import org.jspecify.annotations.NullMarked;
