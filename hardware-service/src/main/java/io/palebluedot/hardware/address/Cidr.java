package io.palebluedot.hardware.address;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** A block of addresses in CIDR notation (RFC 4632), IPv4 or IPv6. */
public record Cidr(InetAddress base, int prefix) {

    /**
     * Reads {@code 10.0.0.0/24}; a lone address is a block of one. Host bits are cleared.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        var address = literal(slash < 0 ? text : text.substring(0, slash));
        int bits = address.getAddress().length * 8;
        int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1), bits);
        var low = number(address).shiftRight(bits - prefix).shiftLeft(bits - prefix);
        return new Cidr(address(low, bits), prefix);
    }

    public boolean contains(InetAddress address) {
        int bits = bits();
        return address.getAddress().length * 8 == bits
                && number(address).shiftRight(bits - prefix).equals(number(base).shiftRight(bits - prefix));
    }

    /** Addresses in the block, at most {@code Long.MAX_VALUE}. */
    public long size() {
        int free = bits() - prefix;
        return free >= 63 ? Long.MAX_VALUE : 1L << free;
    }

    /** Every host address, without the network and broadcast addresses of an IPv4 block wider than /31. */
    public List<String> hosts() {
        boolean edges = bits() == 32 && prefix < 31;
        long first = edges ? 1 : 0;
        long last = edges ? size() - 2 : size() - 1;
        var low = number(base);
        var hosts = new ArrayList<String>();
        for (long i = first; i <= last; i++) {
            hosts.add(address(low.add(BigInteger.valueOf(i)), bits()).getHostAddress());
        }
        return hosts;
    }

    private int bits() {
        return base.getAddress().length * 8;
    }

    private static InetAddress literal(String text) {
        if (text.contains("%")) {
            throw new IllegalArgumentException("address with a zone: " + text);
        }
        // Shortened forms such as 10.1 are addresses to the JDK, and mistakes in a block.
        if (!text.contains(":") && !text.matches("[0-9]+(\\.[0-9]+){3}")) {
            throw new IllegalArgumentException("not an address: " + text);
        }
        return InetAddress.ofLiteral(text);
    }

    private static int prefix(String text, int bits) {
        try {
            int prefix = Integer.parseInt(text);
            if (prefix >= 0 && prefix <= bits) {
                return prefix;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a prefix length: " + text, e);
        }
        throw new IllegalArgumentException("prefix length outside 0 to " + bits + ": " + text);
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }

    private static InetAddress address(BigInteger number, int bits) {
        byte[] magnitude = number.toByteArray();
        byte[] bytes = new byte[bits / 8];
        int length = Math.min(magnitude.length, bytes.length);
        System.arraycopy(magnitude, magnitude.length - length, bytes, bytes.length - length, length);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
