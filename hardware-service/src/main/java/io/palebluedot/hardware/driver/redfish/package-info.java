/** Redfish (DMTF DSP0266) over HTTP. */
@NullMarked
package io.palebluedot.hardware.driver.redfish;

import org.jspecify.annotations.NullMarked;
