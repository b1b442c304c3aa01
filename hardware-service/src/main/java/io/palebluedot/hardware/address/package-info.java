/** Which network addresses this service may talk to. */
@NullMarked
package io.palebluedot.hardware.address;

import org.jspecify.annotations.NullMarked;
