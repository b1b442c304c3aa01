/** From a hardware tree to an asset: completed from the catalogue, checked against what is expected. */
@NullMarked
package io.palebluedot.inventory.inspection;

import org.jspecify.annotations.NullMarked;
