/** Configuration of servers and GPUs in immutable versions: wanted, applied and observed kept apart. */
@NullMarked
package io.palebluedot.inventory.config;

import org.jspecify.annotations.NullMarked;
