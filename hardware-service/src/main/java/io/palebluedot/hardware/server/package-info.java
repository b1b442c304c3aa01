/** The servers whose BMCs this service knows. */
@NullMarked
package io.palebluedot.hardware.server;

import org.jspecify.annotations.NullMarked;
