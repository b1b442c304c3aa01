package io.palebluedot.hardware.driver.ipmi.wire;

import io.palebluedot.hardware.driver.BmcFailure;

/**
 * A message as it stands inside of a LAN packet, IPMI 2.0 13.8.
 *
 * @param sequence 0 to 63, the request's own
 */
public record IpmiMessage(int netFn, int sequence, int command, int completion, Octets data) {

    private static final int BMC = 0x20;
    private static final int CONSOLE = 0x81;
    private static final int SHORTEST = 8;

    /** The octets of a request to the BMC. */
    public static Octets request(Command command, int sequence) {
        var head = Octets.of(BMC, (command.netFn() << 2) | command.lun());
        var body = Octets.of(CONSOLE, sequence << 2, command.code()).plus(command.data());
        return Octets.concat(head, checksum(head), body, checksum(body));
    }

    /** Reads an answer; fails with MALFORMED when it is short or a checksum is wrong. */
    public static IpmiMessage answer(Octets octets) {
        if (octets.length() < SHORTEST) {
            throw malformed("too short for an IPMI message");
        }
        if (octets.slice(0, 3).sum() != 0 || octets.from(3).sum() != 0) {
            throw malformed("checksum of an IPMI message is wrong");
        }
        var data = octets.slice(7, octets.length() - SHORTEST);
        return new IpmiMessage(octets.u8(1) >> 2, octets.u8(4) >> 2, octets.u8(5), octets.u8(6), data);
    }

    public boolean answers(Command asked) {
        return netFn == (asked.netFn() | 1) && command == asked.code();
    }

    private static Octets checksum(Octets octets) {
        return Octets.of(-octets.sum());
    }

    private static BmcFailure malformed(String why) {
        return new BmcFailure(BmcFailure.Kind.MALFORMED, why);
    }
}
