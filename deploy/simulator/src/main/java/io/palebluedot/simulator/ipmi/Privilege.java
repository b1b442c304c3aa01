package io.palebluedot.simulator.ipmi;

/** IPMI privilege levels, weakest first. */
enum Privilege {
    CALLBACK(1),
    USER(2),
    OPERATOR(3),
    ADMIN(4);

    private final int code;

    Privilege(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    boolean covers(Privilege needed) {
        return compareTo(needed) >= 0;
    }

    /** The level of a code's low four bits; codes above administrator (OEM) count as administrator, 0 as the highest. */
    static Privilege of(int code) {
        return switch (code & 15) {
            case 1 -> CALLBACK;
            case 2 -> USER;
            case 3 -> OPERATOR;
            default -> ADMIN;
        };
    }
}
