/** What can be asked of a BMC: one tiny interface per capability, implemented by the drivers. */
@NullMarked
package io.palebluedot.hardware.driver;

import org.jspecify.annotations.NullMarked;
