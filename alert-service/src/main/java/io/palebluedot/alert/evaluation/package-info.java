/** Rules applied to telemetry, with what is pending or firing kept across restarts. */
@NullMarked
package io.palebluedot.alert.evaluation;

import org.jspecify.annotations.NullMarked;
