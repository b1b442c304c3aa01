/** Measurements, each beside its yardstick in the same run. */
@NullMarked
package io.palebluedot.bench;

import org.jspecify.annotations.NullMarked;
