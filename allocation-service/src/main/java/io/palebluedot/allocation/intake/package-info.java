/** What other services tell: events in, use cases called. */
@NullMarked
package io.palebluedot.allocation.intake;

import org.jspecify.annotations.NullMarked;
