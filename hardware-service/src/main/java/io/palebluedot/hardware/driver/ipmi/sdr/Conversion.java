package io.palebluedot.hardware.driver.ipmi.sdr;

import java.util.OptionalDouble;

/** From a raw reading to a number in the sensor's unit. */
public record Conversion(Format format, Linearization linearization, Factors factors) {

    /** How the raw octet counts, table 43-1 octet 21. */
    enum Format {
        UNSIGNED,
        ONES_COMPLEMENT,
        TWOS_COMPLEMENT,
        NONE;

        static Format of(int bits) {
            return switch (bits) {
                case 0 -> UNSIGNED;
                case 1 -> ONES_COMPLEMENT;
                case 2 -> TWOS_COMPLEMENT;
                default -> NONE;
            };
        }

        int number(int raw) {
            return switch (this) {
                case UNSIGNED, NONE -> raw;
                case ONES_COMPLEMENT -> raw < 0x80 ? raw : raw - 0xFF;
                case TWOS_COMPLEMENT -> (byte) raw;
            };
        }
    }

    /** True when the sensor has a number at all. */
    public boolean analog() {
        return format != Format.NONE;
    }

    /** True when the factors of a reading have to be asked for. */
    public boolean wantsFactors() {
        return analog() && linearization == Linearization.NON_LINEAR;
    }

    public Conversion with(Factors others) {
        return new Conversion(format, linearization, others);
    }

    /** No number: the BMC does not tell the factors. */
    public Conversion without() {
        return new Conversion(Format.NONE, linearization, factors);
    }

    /** Empty where the formula has no finite value. */
    public OptionalDouble value(int raw) {
        double y = linearization.apply(factors.apply(format.number(raw)));
        return analog() && Double.isFinite(y) ? OptionalDouble.of(rounded(y)) : OptionalDouble.empty();
    }

    /** Takes off the dirt of binary fractions: an octet carries three digits, not seventeen. */
    private static double rounded(double y) {
        if (y == 0) {
            return 0;
        }
        double scale = Math.pow(10, 8 - Math.ceil(Math.log10(Math.abs(y))));
        double clean = Math.round(y * scale) / scale;
        return Double.isFinite(clean) ? clean : y;
    }
}
