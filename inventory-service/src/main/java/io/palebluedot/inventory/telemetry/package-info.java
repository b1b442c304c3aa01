/** Polls of servers: latest values in Redis, series in the store, and what they say about health and load. */
@NullMarked
package io.palebluedot.inventory.telemetry;

import org.jspecify.annotations.NullMarked;
