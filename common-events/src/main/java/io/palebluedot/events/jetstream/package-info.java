/** The only code that touches JetStream: connection, streams, consumers as channels, dead letters. */
@NullMarked
package io.palebluedot.events.jetstream;

import org.jspecify.annotations.NullMarked;
