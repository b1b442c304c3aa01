/** IPMI 2.0 over LAN: power, boot, sensors, event log and FRU data of BMCs without Redfish. */
@NullMarked
package io.palebluedot.hardware.driver.ipmi;

import org.jspecify.annotations.NullMarked;
