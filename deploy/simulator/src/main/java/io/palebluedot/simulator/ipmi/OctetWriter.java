package io.palebluedot.simulator.ipmi;

import java.io.ByteArrayOutputStream;

/** Writes octets, least significant first, as IPMI has all its numbers. */
final class OctetWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(64);

    OctetWriter u8(int... values) {
        for (int value : values) {
            out.write(value);
        }
        return this;
    }

    OctetWriter u16(int value) {
        return u8(value, value >> 8);
    }

    OctetWriter u24(int value) {
        return u16(value).u8(value >> 16);
    }

    OctetWriter u32(int value) {
        return u16(value).u16(value >>> 16);
    }

    OctetWriter bytes(byte[] values) {
        out.writeBytes(values);
        return this;
    }

    OctetWriter times(int value, int count) {
        for (int i = 0; i < count; i++) {
            out.write(value);
        }
        return this;
    }

    int size() {
        return out.size();
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    /** Twice-complement checksum: the sum of the octets and it is zero. */
    static int checksum(byte[] octets, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += octets[i];
        }
        return -sum & 255;
    }
}
