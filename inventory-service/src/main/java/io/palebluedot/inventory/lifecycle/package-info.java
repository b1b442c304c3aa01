/** The life cycles of servers and GPUs (SPEC §2), each as one table. */
@NullMarked
package io.palebluedot.inventory.lifecycle;

import org.jspecify.annotations.NullMarked;
