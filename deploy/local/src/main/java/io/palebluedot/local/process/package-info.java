/** Child processes that end with their parent, whatever ends it. */
@NullMarked
package io.palebluedot.local.process;

import org.jspecify.annotations.NullMarked;
