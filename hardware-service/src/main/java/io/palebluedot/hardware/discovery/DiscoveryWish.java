package io.palebluedot.hardware.discovery;

import io.palebluedot.hardware.address.AddressRules;
import io.palebluedot.hardware.address.Cidr;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.inspection.Protocols;
import io.palebluedot.rpc.Failures;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Which addresses to look at.
 *
 * @param port 0 for the protocol's own
 * @param ports of single protocols, before {@code port}
 */
public record DiscoveryWish(String cidr, List<String> addresses, int port, Map<String, Integer> ports) {

    /** {@code host} or {@code host:port} of every target, each once; fails with INVALID_INPUT naming the field. */
    List<String> targets(AddressRules rules, int maxAddresses) {
        if (cidr.isEmpty() && addresses.isEmpty()) {
            throw Failures.invalid("cidr", "cidr or addresses is required");
        }
        if (port < 0 || port > 65_535) {
            throw Failures.invalid("port", "must be 0 to 65535");
        }
        Protocols.checkPorts(ports);
        var targets = new LinkedHashSet<String>();
        if (!cidr.isEmpty()) {
            block(rules, maxAddresses).hosts().forEach(host -> targets.add(withPort(host)));
        }
        addresses.forEach(address -> targets.add(listed(address, rules)));
        if (targets.size() > maxAddresses) {
            throw Failures.invalid("addresses", "at most " + maxAddresses + " addresses");
        }
        return new ArrayList<>(targets);
    }

    private Cidr block(AddressRules rules, int maxAddresses) {
        Cidr block;
        try {
            block = Cidr.parse(cidr);
        } catch (IllegalArgumentException e) {
            throw Failures.invalid("cidr", "must be like 10.0.0.0/24");
        }
        if (block.size() > maxAddresses) {
            throw Failures.invalid("cidr", "has more than " + maxAddresses + " addresses");
        }
        if (!rules.allows(block)) {
            throw Failures.invalid("cidr", "is outside the allowed networks");
        }
        return block;
    }

    private String listed(String address, AddressRules rules) {
        HostPort place;
        try {
            place = HostPort.parse(address, port == 0 ? -1 : port);
        } catch (IllegalArgumentException e) {
            throw Failures.invalid("addresses", String.valueOf(e.getMessage()));
        }
        if (forbidden(place.host(), rules)) {
            throw Failures.invalid("addresses", "'" + place.host() + "' is outside the allowed networks");
        }
        return place.port() < 0 ? place.host() : place.toString();
    }

    /** Names are checked when they are resolved. */
    private static boolean forbidden(String host, AddressRules rules) {
        try {
            return !rules.allows(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException name) {
            return false;
        }
    }

    private String withPort(String host) {
        return port == 0 ? host : new HostPort(host, port).toString();
    }
}
