/** One hash-chained row for each request that asks for a change. */
@NullMarked
package io.palebluedot.gateway.audit;

import org.jspecify.annotations.NullMarked;
