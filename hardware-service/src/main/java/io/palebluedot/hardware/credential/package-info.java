/** BMC passwords: write-only, under envelope encryption. */
@NullMarked
package io.palebluedot.hardware.credential;

import org.jspecify.annotations.NullMarked;
