/** The whole local installation: what runs, in which order, on which ports, and who watches over it. */
@NullMarked
package io.palebluedot.local.stack;

import org.jspecify.annotations.NullMarked;
