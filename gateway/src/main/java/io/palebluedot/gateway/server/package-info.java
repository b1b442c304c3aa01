/** Servers: assets, control, configuration, telemetry pushed from inside. */
@NullMarked
package io.palebluedot.gateway.server;

import org.jspecify.annotations.NullMarked;
