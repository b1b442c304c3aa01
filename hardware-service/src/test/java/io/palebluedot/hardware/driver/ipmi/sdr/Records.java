package io.palebluedot.hardware.driver.ipmi.sdr;

import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import java.nio.charset.StandardCharsets;

/** Sensor records written octet by octet after IPMI 2.0 section 43, for tests. */
public final class Records {

    private Records() {}

    public static Octets full(int number, int type, int units, int base, int linearization, String name) {
        return full(number, type, units, base, linearization, new int[] {1, 0, 0, 0, 0, 0}, latin(name));
    }

    public static Octets full(
            int number, int type, int units, int base, int linearization, int[] factors, Octets typedName) {
        return record(
                0x01,
                Octets.of(0x20, 0x00, number, 7, 1, 0x67, 0x88, type, 0x01),
                Octets.of(0x00, 0x0A, 0x00, 0x0A, 0x38, 0x38, units, base, 0, linearization),
                Octets.of(factors),
                Octets.copyOf(new byte[17]),
                typedName);
    }

    public static Octets compact(int number, int type, int eventType, int share, int modifier, String name) {
        return record(
                0x02,
                Octets.of(0x20, 0x00, number, 10, 1, 0x67, 0x40, type, eventType),
                Octets.of(0xFF, 0, 0xFF, 0, 0xFF, 0, 0xC0, 0, 0, share, modifier, 0, 0, 0, 0, 0, 0),
                latin(name));
    }

    public static Octets eventOnly(int number, int type, String name) {
        return record(0x03, Octets.of(0x20, 0x00, number, 7, 1, type, 0x6F, 1, 0, 0, 0), latin(name));
    }

    public static Octets fruLocator(int device, String name) {
        return record(0x11, Octets.of(0x20, device, 0x80, 0, 0, 0x10, 0, 7, 1, 0), latin(name));
    }

    public static Octets mcLocator(int address, String name) {
        return record(0x12, Octets.of(address, 0, 0, 0xBF, 0, 0, 0, 7, 1, 0), latin(name));
    }

    public static Octets latin(String name) {
        return Octets.of(0xC0 | name.length()).plus(Octets.copyOf(name.getBytes(StandardCharsets.ISO_8859_1)));
    }

    public static Octets record(int type, Octets... body) {
        var all = Octets.concat(body);
        return Octets.of(1, 0, 0x51, type, all.length()).plus(all);
    }
}
