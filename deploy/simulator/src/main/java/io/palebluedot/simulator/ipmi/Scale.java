package io.palebluedot.simulator.ipmi;

/**
 * The linear conversion of a sensor: value = multiplier × octet × 10^exponent (IPMI 2.0, 36.3, with B = 0).
 *
 * @param signed whether the octet is in two's complement
 */
record Scale(int multiplier, int exponent, boolean signed) {

    /** The finest unsigned scale that reaches up to a value. */
    static Scale upTo(double highest) {
        int exponent = 0;
        double step = highest / 255;
        while (step < 1 && exponent > -3) {
            step *= 10;
            exponent--;
        }
        return new Scale(Math.min(511, (int) Math.ceil(step)), exponent, false);
    }

    /** The octet of a value, at the end of the range when the value is beyond it. */
    int raw(double value) {
        long octet = Math.round(value / (multiplier * Math.pow(10, exponent)));
        return (signed ? Math.clamp(octet, -128, 127) : Math.clamp(octet, 0, 255)) & 255;
    }
}
