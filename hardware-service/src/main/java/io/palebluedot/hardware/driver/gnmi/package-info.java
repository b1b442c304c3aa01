/** gNMI 0.10: OpenConfig over gRPC, as switches and some GPUs speak it. */
@NullMarked
package io.palebluedot.hardware.driver.gnmi;

import org.jspecify.annotations.NullMarked;
