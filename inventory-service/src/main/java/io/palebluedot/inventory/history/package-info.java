/** Who moved what, when, why, and how long it had been where it was. */
@NullMarked
package io.palebluedot.inventory.history;

import org.jspecify.annotations.NullMarked;
