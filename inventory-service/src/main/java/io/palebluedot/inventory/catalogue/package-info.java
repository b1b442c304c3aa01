/** What GPU and server models are: figures that ship with the service, and what operators know better. */
@NullMarked
package io.palebluedot.inventory.catalogue;

import org.jspecify.annotations.NullMarked;
