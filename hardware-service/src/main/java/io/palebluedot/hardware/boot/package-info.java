/** Where servers boot from. */
@NullMarked
package io.palebluedot.hardware.boot;

import org.jspecify.annotations.NullMarked;
