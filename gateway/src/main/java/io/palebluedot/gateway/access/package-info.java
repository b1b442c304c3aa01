/** Who calls, and what each role may ask for. */
@NullMarked
package io.palebluedot.gateway.access;

import org.jspecify.annotations.NullMarked;
