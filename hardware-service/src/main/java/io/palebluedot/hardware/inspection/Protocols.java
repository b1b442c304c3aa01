package io.palebluedot.hardware.inspection;

import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.rpc.Failures;
import java.util.LinkedHashSet;
import java.util.List;

/** Which drivers a caller asks for. */
public final class Protocols {

    private static final List<String> KNOWN = List.of("redfish", "ipmi", "gnmi");

    /** Servers have a BMC of one of these; gNMI is what switches speak, and is asked for by name. */
    private static final List<String> USUAL = List.of("redfish", "ipmi");

    private Protocols() {}

    /** The wanted ones in their order, the usual ones when none is named; fails for one that there is no driver for. */
    public static List<String> checked(List<String> wanted, Drivers drivers) {
        for (String protocol : wanted) {
            if (!KNOWN.contains(protocol)) {
                throw Failures.invalid("protocols", "'" + protocol + "' is none of " + KNOWN);
            }
            if (drivers.of(protocol).isEmpty()) {
                throw Failures.unsupported(
                        "there is no driver for '" + protocol + "' yet; there is " + drivers.protocols());
            }
        }
        return wanted.isEmpty()
                ? USUAL.stream().filter(p -> drivers.of(p).isPresent()).toList()
                : List.copyOf(new LinkedHashSet<>(wanted));
    }
}
