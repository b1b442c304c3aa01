/** The command line of pbd. */
@NullMarked
package io.palebluedot.local.cli;

import org.jspecify.annotations.NullMarked;
