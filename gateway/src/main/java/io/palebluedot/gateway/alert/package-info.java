/** Alerts, rules, silences, incidents. */
@NullMarked
package io.palebluedot.gateway.alert;

import org.jspecify.annotations.NullMarked;
