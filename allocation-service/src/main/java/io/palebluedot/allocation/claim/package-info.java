/** Takes requests, decides them in small batches against the picture of the fleet, and writes what was decided in one transaction. */
@NullMarked
package io.palebluedot.allocation.claim;

import org.jspecify.annotations.NullMarked;
