/** Settings of GPUs. */
@NullMarked
package io.palebluedot.hardware.gpu;

import org.jspecify.annotations.NullMarked;
