/** Commands and answers of IPMI as octets; nothing here sends. */
@NullMarked
package io.palebluedot.hardware.driver.ipmi.wire;

import org.jspecify.annotations.NullMarked;
