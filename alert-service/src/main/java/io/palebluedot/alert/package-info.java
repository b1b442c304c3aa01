/** Event journal, rules, alerts, silences and their correlation into incidents. */
@NullMarked
package io.palebluedot.alert;

import org.jspecify.annotations.NullMarked;
