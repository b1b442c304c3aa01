/** GPUs: assets, hot state, series, configuration. */
@NullMarked
package io.palebluedot.gateway.gpu;

import org.jspecify.annotations.NullMarked;
