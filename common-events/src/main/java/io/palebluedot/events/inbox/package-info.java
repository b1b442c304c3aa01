/** An event takes effect once per consumer, however often it is delivered. */
@NullMarked
package io.palebluedot.events.inbox;

import org.jspecify.annotations.NullMarked;
