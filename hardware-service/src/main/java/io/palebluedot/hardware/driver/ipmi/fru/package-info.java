/** FRU information: makers, models and serial numbers. Pure decoders. */
@NullMarked
package io.palebluedot.hardware.driver.ipmi.fru;

import org.jspecify.annotations.NullMarked;
