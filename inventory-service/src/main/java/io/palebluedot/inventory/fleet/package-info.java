/** The fleet as events have told of it, for services that keep a table of their own. */
@NullMarked
package io.palebluedot.inventory.fleet;

import org.jspecify.annotations.NullMarked;
