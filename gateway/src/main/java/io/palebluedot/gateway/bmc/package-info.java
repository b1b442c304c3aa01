/** What can be looked up and set at a server's BMC beside power, BIOS and firmware. */
@NullMarked
package io.palebluedot.gateway.bmc;

import org.jspecify.annotations.NullMarked;
