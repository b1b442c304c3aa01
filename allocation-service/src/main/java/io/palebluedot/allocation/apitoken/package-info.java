/** Long-lived secrets of people and scripts that change into short tokens. */
@NullMarked
package io.palebluedot.allocation.apitoken;

import org.jspecify.annotations.NullMarked;
