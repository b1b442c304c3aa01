package io.palebluedot.hardware.driver.ipmi.wire;

/**
 * A request to a management controller.
 *
 * @param netFn network function, even
 * @param lun 0 to 3
 */
public record Command(int netFn, int code, int lun, Octets data) {

    public static final int CHASSIS = 0x00;
    public static final int SENSOR = 0x04;
    public static final int APP = 0x06;
    public static final int STORAGE = 0x0A;
    public static final int GROUP = 0x2C;

    public static Command of(int netFn, int code, int... data) {
        return new Command(netFn, code, 0, Octets.of(data));
    }

    public static Command of(int netFn, int code, Octets data) {
        return new Command(netFn, code, 0, data);
    }

    public Command toLun(int otherLun) {
        return new Command(netFn, code, otherLun, data);
    }

    /** For messages: {@code 06/01}. */
    public String name() {
        return String.format("%02x/%02x", netFn, code);
    }
}
