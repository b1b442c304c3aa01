/** The rows of allocations: reading them, and the one way to move them. */
@NullMarked
package io.palebluedot.allocation.ledger;

import org.jspecify.annotations.NullMarked;
