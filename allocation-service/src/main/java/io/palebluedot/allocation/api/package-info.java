/** AllocationService on the wire. */
@NullMarked
package io.palebluedot.allocation.api;

import org.jspecify.annotations.NullMarked;
