/** Reading and registering servers. */
@NullMarked
package io.palebluedot.hardware.inspection;

import org.jspecify.annotations.NullMarked;
