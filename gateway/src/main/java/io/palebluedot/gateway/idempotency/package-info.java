/** The same POST twice is one effect and one answer. */
@NullMarked
package io.palebluedot.gateway.idempotency;

import org.jspecify.annotations.NullMarked;
