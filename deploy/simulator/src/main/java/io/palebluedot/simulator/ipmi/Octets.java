package io.palebluedot.simulator.ipmi;

import java.util.Arrays;

/** Octets that do not change, read least significant first. */
final class Octets {

    static final Octets NONE = new Octets(new byte[0]);

    private final byte[] octets;

    Octets(byte[] octets) {
        this.octets = octets.clone();
    }

    int length() {
        return octets.length;
    }

    int u8(int at) {
        return octets[at] & 255;
    }

    int u16(int at) {
        return u8(at) | (u8(at + 1) << 8);
    }

    int u32(int at) {
        return u16(at) | (u16(at + 2) << 16);
    }

    /** The octets from one position up to another; shorter where they end before it. */
    Octets slice(int from, int to) {
        return new Octets(Arrays.copyOfRange(octets, from, Math.min(to, octets.length)));
    }

    byte[] toBytes() {
        return octets.clone();
    }
}
