/** Allocations and capacity. */
@NullMarked
package io.palebluedot.gateway.allocation;

import org.jspecify.annotations.NullMarked;
