/** Slow hardware actions and how far they are. */
@NullMarked
package io.palebluedot.gateway.operation;

import org.jspecify.annotations.NullMarked;
