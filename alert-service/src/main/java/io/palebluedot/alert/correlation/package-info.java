/** Which alerts have one cause, as a pure function of alerts, time and topology; free of frameworks. */
@NullMarked
package io.palebluedot.alert.correlation;

import org.jspecify.annotations.NullMarked;
