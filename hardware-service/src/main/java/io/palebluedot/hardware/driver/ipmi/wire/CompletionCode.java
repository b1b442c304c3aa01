package io.palebluedot.hardware.driver.ipmi.wire;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BmcFailure.Kind;

/** Completion codes, IPMI 2.0 table 5-2, and what they mean to a caller. */
public final class CompletionCode {

    public static final int OK = 0x00;
    public static final int NODE_BUSY = 0xC0;
    public static final int INVALID_COMMAND = 0xC1;
    public static final int INVALID_FOR_LUN = 0xC2;
    public static final int TIMEOUT = 0xC3;
    public static final int RESERVATION_LOST = 0xC5;
    public static final int LENGTH_INVALID = 0xC7;
    public static final int LENGTH_EXCEEDED = 0xC8;
    public static final int OUT_OF_RANGE = 0xC9;
    public static final int TOO_MANY_BYTES = 0xCA;
    public static final int NOT_PRESENT = 0xCB;
    public static final int INVALID_DATA = 0xCC;
    public static final int PRIVILEGE_TOO_LOW = 0xD4;
    public static final int UNSPECIFIED = 0xFF;

    private CompletionCode() {}

    public static BmcFailure failure(Command command, int code) {
        return new BmcFailure(
                kind(code), String.format("command %s: %s (0x%02x)", command.name(), text(command, code), code));
    }

    private static Kind kind(int code) {
        return switch (code) {
            case NODE_BUSY, TIMEOUT, 0xC4, RESERVATION_LOST, 0xCF, 0xD0, 0xD1, 0xD2 -> Kind.BUSY;
            case INVALID_COMMAND, INVALID_FOR_LUN, 0xD6 -> Kind.UNSUPPORTED;
            case NOT_PRESENT -> Kind.NOT_FOUND;
            default -> Kind.REFUSED;
        };
    }

    private static String text(Command command, int code) {
        return switch (code) {
            case NODE_BUSY -> "the BMC is busy";
            case INVALID_COMMAND -> "unknown to the BMC";
            case INVALID_FOR_LUN -> "unknown at LUN " + command.lun();
            case TIMEOUT -> "timed out inside the BMC";
            case 0xC4 -> "the BMC is out of space";
            case RESERVATION_LOST -> "reservation lost";
            case 0xC6 -> "request was truncated";
            case LENGTH_INVALID, LENGTH_EXCEEDED -> "request has the wrong length";
            case OUT_OF_RANGE -> "parameter out of range";
            case TOO_MANY_BYTES -> "cannot return that many bytes";
            case NOT_PRESENT -> "sensor, data or record is not there";
            case INVALID_DATA -> "invalid data in the request";
            case 0xCD -> "illegal for that sensor or record";
            case 0xCE -> "no answer could be given";
            case 0xCF -> "duplicated request";
            case 0xD0 -> "the SDR repository is being updated";
            case 0xD1 -> "the BMC's firmware is being updated";
            case 0xD2 -> "the BMC is starting";
            case 0xD3 -> "destination is not there";
            case PRIVILEGE_TOO_LOW -> "the user's privilege is too low";
            case 0xD5 -> "not possible in the present state";
            case 0xD6 -> "disabled in the BMC";
            case UNSPECIFIED -> "unspecified error";
            default -> code < 0xC0 && code >= 0x80 ? "refused with a code of its own" : "refused";
        };
    }
}
