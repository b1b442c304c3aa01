/** Samples over time: written in batches, read in steps. */
@NullMarked
package io.palebluedot.inventory.series;

import org.jspecify.annotations.NullMarked;
