/** Operations on hardware, as hardware-service runs them. */
@NullMarked
package io.palebluedot.workflow.hardware;

import org.jspecify.annotations.NullMarked;
