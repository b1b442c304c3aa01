/** Sensor data records: what sensors there are and how their readings convert. Pure decoders. */
@NullMarked
package io.palebluedot.hardware.driver.ipmi.sdr;

import org.jspecify.annotations.NullMarked;
