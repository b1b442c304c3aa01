/** Rules and their evaluation over samples as pure functions; free of frameworks. */
@NullMarked
package io.palebluedot.alert.condition;

import org.jspecify.annotations.NullMarked;
