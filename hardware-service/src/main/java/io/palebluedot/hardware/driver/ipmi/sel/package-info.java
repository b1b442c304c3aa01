/** System event log: records and their words. Pure decoders. */
@NullMarked
package io.palebluedot.hardware.driver.ipmi.sel;

import org.jspecify.annotations.NullMarked;
