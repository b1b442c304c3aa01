/** What workflows mean for servers. */
@NullMarked
package io.palebluedot.inventory.workflow;

import org.jspecify.annotations.NullMarked;
