/** The journal of events, as lists and as a stream. */
@NullMarked
package io.palebluedot.gateway.event;

import org.jspecify.annotations.NullMarked;
