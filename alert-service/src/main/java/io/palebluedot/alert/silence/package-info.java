/** Silences: who need not be told of what, and until when. */
@NullMarked
package io.palebluedot.alert.silence;

import org.jspecify.annotations.NullMarked;
