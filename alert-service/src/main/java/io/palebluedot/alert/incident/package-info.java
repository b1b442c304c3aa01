/** Incidents: correlated alerts with a root cause and what to do. */
@NullMarked
package io.palebluedot.alert.incident;

import org.jspecify.annotations.NullMarked;
