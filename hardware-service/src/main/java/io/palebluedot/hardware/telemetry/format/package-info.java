/** The formats that measurements come in, read into one shape. */
@NullMarked
package io.palebluedot.hardware.telemetry.format;

import org.jspecify.annotations.NullMarked;
