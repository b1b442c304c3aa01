package io.palebluedot.hardware.driver.ipmi.wire;

import io.palebluedot.hardware.driver.BmcFailure;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Immutable octets, numbers in them little-endian as everywhere in IPMI. Reading beyond the end fails with MALFORMED: a BMC sent less
 * than it should have.
 */
public final class Octets {

    public static final Octets NONE = new Octets(new byte[0]);

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The low eight bits of each value. */
    public static Octets of(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return new Octets(bytes);
    }

    public static Octets copyOf(byte[] bytes) {
        return new Octets(bytes.clone());
    }

    /** Two octets, low one first. */
    public static Octets ofU16(int value) {
        return of(value, value >> 8);
    }

    /** Four octets, low one first. */
    public static Octets ofU32(long value) {
        return of((int) value, (int) (value >> 8), (int) (value >> 16), (int) (value >> 24));
    }

    public static Octets ofHex(String hex) {
        return new Octets(HexFormat.of().parseHex(hex.replace(" ", "").replace("\n", "")));
    }

    public static Octets concat(Octets... parts) {
        int length = Arrays.stream(parts).mapToInt(Octets::length).sum();
        var all = new byte[length];
        int at = 0;
        for (var part : parts) {
            System.arraycopy(part.bytes, 0, all, at, part.bytes.length);
            at += part.bytes.length;
        }
        return new Octets(all);
    }

    public Octets plus(Octets more) {
        return concat(this, more);
    }

    public int length() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    public int u8(int at) {
        need(at, 1);
        return bytes[at] & 0xFF;
    }

    public int u16(int at) {
        return u8(at) | (u8(at + 1) << 8);
    }

    public int u24(int at) {
        return u16(at) | (u8(at + 2) << 16);
    }

    public long u32(int at) {
        return u24(at) | ((long) u8(at + 3) << 24);
    }

    public boolean bit(int at, int bit) {
        return (u8(at) & (1 << bit)) != 0;
    }

    public Octets slice(int from, int length) {
        need(from, length);
        return new Octets(Arrays.copyOfRange(bytes, from, from + length));
    }

    public Octets from(int from) {
        return slice(from, bytes.length - from);
    }

    public Octets reversed() {
        var turned = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            turned[i] = bytes[bytes.length - 1 - i];
        }
        return new Octets(turned);
    }

    /** The sum of all octets, modulo 256; zero where a checksum is part of them and right. */
    public int sum() {
        int sum = 0;
        for (byte b : bytes) {
            sum += b;
        }
        return sum & 0xFF;
    }

    /** A copy. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    private void need(int from, int length) {
        if (from < 0 || length < 0 || from > bytes.length - length) {
            throw new BmcFailure(
                    BmcFailure.Kind.MALFORMED,
                    "an answer of " + bytes.length + " octets ends before octet " + ((long) from + length));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets o && Arrays.equals(bytes, o.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Octets[" + hex() + "]";
    }
}
