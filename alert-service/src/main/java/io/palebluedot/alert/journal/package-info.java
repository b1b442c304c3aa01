/** Every event, in one growing order that readers can resume from. */
@NullMarked
package io.palebluedot.alert.journal;

import org.jspecify.annotations.NullMarked;
