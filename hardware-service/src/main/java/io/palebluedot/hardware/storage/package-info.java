/** Volumes that storage controllers make of their drives. */
@NullMarked
package io.palebluedot.hardware.storage;

import org.jspecify.annotations.NullMarked;
