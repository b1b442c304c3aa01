/** What allocations ask for by their events. */
@NullMarked
package io.palebluedot.workflow.allocation;

import org.jspecify.annotations.NullMarked;
