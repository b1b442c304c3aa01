/** BMC drivers, hardware operations, discovery and telemetry collection. */
@NullMarked
package io.palebluedot.hardware;

import org.jspecify.annotations.NullMarked;
