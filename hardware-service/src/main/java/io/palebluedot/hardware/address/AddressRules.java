package io.palebluedot.hardware.address;

import java.net.InetAddress;
import java.util.List;

/** The allow-list for every address that a caller or a BMC names. */
public final class AddressRules {

    /** Link-local with the metadata services of clouds, shared metadata addresses, multicast, "this" network. */
    private final List<Cidr> never = List.of(
            Cidr.parse("169.254.0.0/16"),
            Cidr.parse("fe80::/10"),
            Cidr.parse("100.100.100.200/32"),
            Cidr.parse("fd00:ec2::254/128"),
            Cidr.parse("0.0.0.0/8"),
            Cidr.parse("224.0.0.0/3"),
            Cidr.parse("ff00::/8"),
            Cidr.parse("::/128"));

    private final List<Cidr> allowed;

    public AddressRules(List<Cidr> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    public boolean allows(InetAddress address) {
        return never.stream().noneMatch(block -> block.contains(address))
                && allowed.stream().anyMatch(block -> block.contains(address));
    }

    /** True when every address of the block passes. */
    public boolean allows(Cidr block) {
        return allowed.stream().anyMatch(a -> covers(a, block))
                && never.stream().noneMatch(n -> covers(n, block) || covers(block, n));
    }

    private static boolean covers(Cidr wide, Cidr narrow) {
        return wide.prefix() <= narrow.prefix() && wide.contains(narrow.base());
    }
}
