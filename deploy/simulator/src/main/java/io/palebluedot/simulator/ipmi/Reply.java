package io.palebluedot.simulator.ipmi;

/** A completion code (IPMI 2.0, 5.2) and, when it is 0, the octets that follow. */
record Reply(int code, Octets data) {

    static final int PARAMETER_NOT_SUPPORTED = 0x80;
    static final int LEVEL_TOO_HIGH = 0x81;
    static final int BUSY = 0xC0;
    static final int UNKNOWN_COMMAND = 0xC1;
    static final int RESERVATION_LOST = 0xC5;
    static final int WRONG_LENGTH = 0xC7;
    static final int OUT_OF_RANGE = 0xC9;
    static final int NOT_PRESENT = 0xCB;
    static final int WRONG_FIELD = 0xCC;
    static final int NOT_ALLOWED = 0xD4;
    static final int NOT_IN_THIS_STATE = 0xD5;

    static Reply done() {
        return new Reply(0, Octets.NONE);
    }

    static Reply of(int... octets) {
        return of(new OctetWriter().u8(octets));
    }

    static Reply of(OctetWriter octets) {
        return new Reply(0, new Octets(octets.toBytes()));
    }

    static Reply refused(int code) {
        return new Reply(code, Octets.NONE);
    }
}
