/** The life cycle of an allocation as one table. */
@NullMarked
package io.palebluedot.allocation.lifecycle;

import org.jspecify.annotations.NullMarked;
