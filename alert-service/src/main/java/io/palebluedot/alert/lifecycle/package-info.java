/** Moves of alerts and incidents as tables; free of frameworks. */
@NullMarked
package io.palebluedot.alert.lifecycle;

import org.jspecify.annotations.NullMarked;
