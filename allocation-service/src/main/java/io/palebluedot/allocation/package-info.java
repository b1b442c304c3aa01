/** Tenancy and the engine that hands out GPUs. */
@NullMarked
package io.palebluedot.allocation;

import org.jspecify.annotations.NullMarked;
