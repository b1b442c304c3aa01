/** Takes due workflows under a lease, gives each a turn, and writes what came of it in one transaction. */
@NullMarked
package io.palebluedot.workflow.engine;

import org.jspecify.annotations.NullMarked;
