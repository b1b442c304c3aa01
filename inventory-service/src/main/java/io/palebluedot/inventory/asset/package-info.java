/** Finding what a caller refers to, and nothing that the caller may not see. */
@NullMarked
package io.palebluedot.inventory.asset;

import org.jspecify.annotations.NullMarked;
