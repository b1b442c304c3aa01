package io.palebluedot.hardware.driver.ipmi.lan;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BmcFailure.Kind;

/** Status codes of Open Session and RAKP, IPMI 2.0 table 13-15. */
final class RakpStatus {

    static final int OK = 0x00;
    static final int WRONG_PROOF = 0x0F;

    private RakpStatus() {}

    /** True when another cipher suite may be taken. */
    static boolean wrongSuite(int status) {
        return switch (status) {
            case 0x04, 0x05, 0x06, 0x07, 0x10, 0x11 -> true;
            default -> false;
        };
    }

    /** True when a lower privilege may be granted. */
    static boolean wrongRole(int status) {
        return status == 0x09 || status == 0x0A;
    }

    static BmcFailure failure(int status) {
        return new BmcFailure(kind(status), String.format("login: %s (0x%02x)", text(status), status));
    }

    private static Kind kind(int status) {
        return switch (status) {
            case 0x01, 0x0B -> Kind.BUSY;
            case 0x02, 0x08 -> Kind.BUSY;
            case 0x09, 0x0A, 0x0C, 0x0D, WRONG_PROOF -> Kind.UNAUTHORIZED;
            default -> wrongSuite(status) ? Kind.UNSUPPORTED : Kind.REFUSED;
        };
    }

    private static String text(int status) {
        return switch (status) {
            case 0x01, 0x0B -> "the BMC has no free session";
            case 0x02, 0x08 -> "the BMC has forgotten the session";
            case 0x04, 0x05, 0x06, 0x07, 0x10, 0x11 -> "the BMC takes neither cipher suite 17 nor 3";
            case 0x09, 0x0A -> "the user has none of the privileges";
            case 0x0C, 0x0D -> "the BMC does not take the user";
            case 0x0E -> "the BMC does not take its own GUID";
            case WRONG_PROOF -> "the BMC does not take the password";
            case 0x12 -> "illegal parameter";
            default -> "refused";
        };
    }
}
