/** What Xids mean for GPUs. */
@NullMarked
package io.palebluedot.inventory.fault;

import org.jspecify.annotations.NullMarked;
