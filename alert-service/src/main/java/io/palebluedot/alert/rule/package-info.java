/** Rules that operators see and change. */
@NullMarked
package io.palebluedot.alert.rule;

import org.jspecify.annotations.NullMarked;
