package io.palebluedot.hardware.driver;

import io.palebluedot.hardware.address.HostPort;
import java.util.List;

/**
 * A BMC as the drivers need it.
 *
 * @param protocols drivers to try, in this order
 */
public record Bmc(HostPort address, List<String> protocols, Login login) {}
