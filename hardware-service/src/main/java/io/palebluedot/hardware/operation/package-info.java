/** Slow hardware actions that survive restarts and never run twice at once on one server. */
@NullMarked
package io.palebluedot.hardware.operation;

import org.jspecify.annotations.NullMarked;
