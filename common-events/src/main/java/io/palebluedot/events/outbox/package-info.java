/** Events leave a service in the transaction that caused them, and reach JetStream from there. */
@NullMarked
package io.palebluedot.events.outbox;

import org.jspecify.annotations.NullMarked;
