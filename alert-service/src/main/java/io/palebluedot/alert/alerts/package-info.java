/** Alerts: one row per cause while it lasts, every move with history and event. */
@NullMarked
package io.palebluedot.alert.alerts;

import org.jspecify.annotations.NullMarked;
