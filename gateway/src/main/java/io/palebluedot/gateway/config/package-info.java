/** Versioned configuration as it is shown: wanted, applied and observed kept apart. */
@NullMarked
package io.palebluedot.gateway.config;

import org.jspecify.annotations.NullMarked;
