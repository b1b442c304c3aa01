/** PostgreSQL, Redis and NATS as real processes on loopback. */
@NullMarked
package io.palebluedot.local.server;

import org.jspecify.annotations.NullMarked;
