/** What the ends of hardware operations mean for configuration and life cycle. */
@NullMarked
package io.palebluedot.inventory.operation;

import org.jspecify.annotations.NullMarked;
