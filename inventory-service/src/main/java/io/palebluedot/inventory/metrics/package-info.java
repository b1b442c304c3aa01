/** Latest values and series of GPUs as callers see them. */
@NullMarked
package io.palebluedot.inventory.metrics;

import org.jspecify.annotations.NullMarked;
