/** GPUs as callers see and change them. */
@NullMarked
package io.palebluedot.inventory.gpu;

import org.jspecify.annotations.NullMarked;
