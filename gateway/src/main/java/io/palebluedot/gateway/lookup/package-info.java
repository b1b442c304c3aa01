/** From the name that a person gives to the id that a service wants. */
@NullMarked
package io.palebluedot.gateway.lookup;

import org.jspecify.annotations.NullMarked;
