/** Errors that the GPU driver tells by number. */
@NullMarked
package io.palebluedot.hardware.xid;

import org.jspecify.annotations.NullMarked;
