/** Firmware of BMCs with known ways past the login. */
@NullMarked
package io.palebluedot.hardware.advisory;

import org.jspecify.annotations.NullMarked;
