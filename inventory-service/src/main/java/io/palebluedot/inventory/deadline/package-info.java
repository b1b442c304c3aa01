/** The forced exit of everything that stays longer than its state allows. */
@NullMarked
package io.palebluedot.inventory.deadline;

import org.jspecify.annotations.NullMarked;
