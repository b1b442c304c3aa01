/** How the platform is, seen from here. */
@NullMarked
package io.palebluedot.gateway.health;

import org.jspecify.annotations.NullMarked;
