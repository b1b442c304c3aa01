/** Alerts of an Alertmanager. */
@NullMarked
package io.palebluedot.alert.webhook;

import org.jspecify.annotations.NullMarked;
