/** Measurements of servers: polled from BMCs and exporters, pushed by nodes. */
@NullMarked
package io.palebluedot.hardware.telemetry;

import org.jspecify.annotations.NullMarked;
