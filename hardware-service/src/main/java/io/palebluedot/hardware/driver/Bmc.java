package io.palebluedot.hardware.driver;

import io.palebluedot.hardware.address.HostPort;
import java.util.List;
import java.util.Map;

/**
 * A BMC as the drivers need it.
 *
 * @param address where its first protocol listens
 * @param protocols drivers to try, in this order
 * @param ports where its further protocols listen on the same host, for those that are not at their usual port
 */
public record Bmc(HostPort address, List<String> protocols, Map<String, Integer> ports, Login login) {

    /** A BMC whose further protocols are at their usual ports. */
    public Bmc(HostPort address, List<String> protocols, Login login) {
        this(address, protocols, Map.of(), login);
    }

    /** Where a protocol listens; a BMC of no protocol yet is asked at its address. */
    public HostPort place(String protocol, int usualPort) {
        boolean meant = protocols.isEmpty() || protocols.getFirst().equals(protocol);
        return meant ? address : new HostPort(address.host(), ports.getOrDefault(protocol, usualPort));
    }

    public Bmc with(Login accepted) {
        return new Bmc(address, protocols, ports, accepted);
    }
}
