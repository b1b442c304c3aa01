package io.palebluedot.hardware.driver.ipmi.sdr;

import io.palebluedot.hardware.driver.ipmi.wire.Octets;

/**
 * y = (M·x + B·10^bExponent)·10^rExponent, IPMI 2.0 36.3.
 *
 * @param m signed, ten bits; so is b; the exponents have four
 */
public record Factors(int m, int b, int bExponent, int rExponent) {

    /** From the six octets that stand alike in a full sensor record and behind Get Sensor Reading Factors. */
    static Factors of(Octets six) {
        int exponents = six.u8(5);
        return new Factors(
                signed(six.u8(0) | ((six.u8(1) & 0xC0) << 2), 10),
                signed(six.u8(2) | ((six.u8(3) & 0xC0) << 2), 10),
                signed(exponents & 0x0F, 4),
                signed(exponents >> 4, 4));
    }

    /** From the answer of Get Sensor Reading Factors, whose first octet is the next reading with factors of its own. */
    public static Factors ofAnswer(Octets answer) {
        return of(answer.slice(1, 6));
    }

    double apply(int raw) {
        return (m * (double) raw + b * Math.pow(10, bExponent)) * Math.pow(10, rExponent);
    }

    private static int signed(int value, int bits) {
        return value << (32 - bits) >> (32 - bits);
    }
}
