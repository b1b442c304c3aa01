/** The BMC: a Redfish service over a shared tree with the server's state on top. */
@NullMarked
package io.palebluedot.simulator.redfish;

import org.jspecify.annotations.NullMarked;
