/** What allocations mean for servers and GPUs. */
@NullMarked
package io.palebluedot.inventory.allocation;

import org.jspecify.annotations.NullMarked;
