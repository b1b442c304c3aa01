/** Finding servers by their BMC. */
@NullMarked
package io.palebluedot.hardware.discovery;

import org.jspecify.annotations.NullMarked;
