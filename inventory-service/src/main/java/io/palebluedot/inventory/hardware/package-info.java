/** What is asked of hardware-service. */
@NullMarked
package io.palebluedot.inventory.hardware;

import org.jspecify.annotations.NullMarked;
