package io.palebluedot.hardware.inspection;

import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.Driver;
import java.util.Map;

/**
 * Where the protocols of a BMC may be.
 *
 * @param port of whatever protocol is spoken there; negative when none was named
 * @param ports by protocol; the rest are at {@code port}, else at their usual ones
 */
public record Whereabouts(String host, int port, Map<String, Integer> ports) {

    /**
     * Reads {@code host} or {@code host:port}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Whereabouts of(String address, Map<String, Integer> ports) {
        var place = HostPort.parse(address, -1);
        return new Whereabouts(place.host(), place.port(), ports);
    }

    public HostPort of(Driver driver) {
        int usual = port < 0 ? driver.defaultPort() : port;
        return new HostPort(host, ports.getOrDefault(driver.protocol(), usual));
    }

    /** False where one port was named for all: only one protocol can be there, and what else the host has may be another machine's. */
    boolean mayHaveBeside(String protocol) {
        return port < 0 || ports.containsKey(protocol);
    }
}
