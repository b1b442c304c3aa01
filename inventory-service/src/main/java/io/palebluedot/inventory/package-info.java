/** What there is: servers and GPUs as assets, their life cycles, configuration, latest values and series. */
@NullMarked
package io.palebluedot.inventory;

import org.jspecify.annotations.NullMarked;
