package io.palebluedot.hardware.inspection;

import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.rpc.Failures;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Which drivers a caller asks for. */
public final class Protocols {

    private static final List<String> KNOWN = List.of("redfish", "ipmi", "gnmi");

    /** Servers have a BMC of one of these; gNMI is what switches speak, and is asked for by name. */
    private static final List<String> USUAL = List.of("redfish", "ipmi");

    private Protocols() {}

    /** Fails with INVALID_INPUT for a protocol that is unknown, or a port that is none. */
    public static void checkPorts(Map<String, Integer> ports) {
        ports.forEach((protocol, port) -> {
            if (!KNOWN.contains(protocol)) {
                throw Failures.invalid("ports", "'" + protocol + "' is none of " + KNOWN);
            }
            if (port < 1 || port > 65_535) {
                throw Failures.invalid("ports." + protocol, "must be 1 to 65535");
            }
        });
    }

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
