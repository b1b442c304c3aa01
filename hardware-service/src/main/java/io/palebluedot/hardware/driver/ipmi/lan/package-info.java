/** RMCP+: sessions with many BMCs over one UDP socket. */
@NullMarked
package io.palebluedot.hardware.driver.ipmi.lan;

import org.jspecify.annotations.NullMarked;
