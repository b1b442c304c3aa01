package io.palebluedot.hardware.driver.ipmi.sdr;

/** The function L of a sensor's conversion formula, IPMI 2.0 36.3 and table 43-1 octet 24. */
enum Linearization {
    LINEAR,
    LN,
    LOG10,
    LOG2,
    E,
    EXP10,
    EXP2,
    RECIPROCAL,
    SQUARE,
    CUBE,
    SQUARE_ROOT,
    CUBE_ROOT,
    /** The factors differ from reading to reading and are asked of the BMC. */
    NON_LINEAR;

    private static final int LAST_FORMULA = 0x0B;

    /** From the record's seven bits; reserved values count as non-linear. */
    static Linearization of(int code) {
        int number = code & 0x7F;
        return number > LAST_FORMULA ? NON_LINEAR : values()[number];
    }

    /** Not finite where the function has no value. */
    double apply(double x) {
        return switch (this) {
            case LINEAR, NON_LINEAR -> x;
            case LN -> Math.log(x);
            case LOG10 -> Math.log10(x);
            case LOG2 -> Math.log(x) / Math.log(2);
            case E -> Math.exp(x);
            case EXP10 -> Math.pow(10, x);
            case EXP2 -> Math.pow(2, x);
            case RECIPROCAL -> 1 / x;
            case SQUARE -> x * x;
            case CUBE -> x * x * x;
            case SQUARE_ROOT -> Math.sqrt(x);
            case CUBE_ROOT -> Math.cbrt(x);
        };
    }
}
