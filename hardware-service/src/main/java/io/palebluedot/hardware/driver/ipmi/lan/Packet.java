package io.palebluedot.hardware.driver.ipmi.lan;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;

/**
 * A datagram of RMCP, ASF 2.0 3.2.2, with what IPMI puts in it: 1.5 wrapper without a session (13.6) or 2.0 (13.6).
 *
 * @param type payload type of a 2.0 packet, {@link #IPMI} for a 1.5 one
 * @param sessionId the receiver's number of the session, 0 outside of one
 * @param end octets up to here are header and payload; what follows proves them
 */
record Packet(
        int version,
        int type,
        boolean encrypted,
        boolean authenticated,
        long sessionId,
        long sequence,
        Octets payload,
        int end) {

    static final int IPMI = 0x00;
    static final int OPEN_REQUEST = 0x10;
    static final int OPEN_RESPONSE = 0x11;
    static final int RAKP_1 = 0x12;
    static final int RAKP_2 = 0x13;
    static final int RAKP_3 = 0x14;
    static final int RAKP_4 = 0x15;

    /** Version 1.0, no acknowledgement, class IPMI. */
    static final Octets RMCP = Octets.of(0x06, 0x00, 0xFF, 0x07);

    static final int FORMAT_2_0 = 0x06;
    static final int ENCRYPTED = 0x80;
    static final int AUTHENTICATED = 0x40;
    private static final int TYPE = 0x3F;
    private static final int HEADER_1_5 = 14;
    private static final int HEADER_2_0 = 16;

    /** A message outside of any session, which every BMC reads. */
    static Octets sessionless(Octets message) {
        return Octets.concat(
                RMCP, Octets.of(0), Octets.ofU32(0), Octets.ofU32(0), Octets.of(message.length()), message);
    }

    /** A message of the key exchange, in clear. */
    static Octets open(int type, Octets payload) {
        return Octets.concat(
                RMCP,
                Octets.of(FORMAT_2_0, type),
                Octets.ofU32(0),
                Octets.ofU32(0),
                Octets.ofU16(payload.length()),
                payload);
    }

    /** Reads a datagram's headers; fails with MALFORMED. */
    static Packet read(Octets datagram) {
        if (datagram.u8(0) != 0x06 || (datagram.u8(3) & 0x9F) != 0x07) {
            throw malformed("not an RMCP message of class IPMI");
        }
        return datagram.u8(4) == FORMAT_2_0 ? read20(datagram) : read15(datagram);
    }

    private static Packet read15(Octets datagram) {
        if (datagram.u8(4) != 0) {
            throw malformed("authentication of IPMI 1.5, which was not asked for");
        }
        int length = datagram.u8(HEADER_1_5 - 1);
        var payload = datagram.slice(HEADER_1_5, length);
        return new Packet(1, IPMI, false, false, datagram.u32(9), datagram.u32(5), payload, HEADER_1_5 + length);
    }

    private static Packet read20(Octets datagram) {
        int kind = datagram.u8(5);
        int length = datagram.u16(HEADER_2_0 - 2);
        var payload = datagram.slice(HEADER_2_0, length);
        return new Packet(
                2,
                kind & TYPE,
                (kind & ENCRYPTED) != 0,
                (kind & AUTHENTICATED) != 0,
                datagram.u32(6),
                datagram.u32(10),
                payload,
                HEADER_2_0 + length);
    }

    static BmcFailure malformed(String why) {
        return new BmcFailure(BmcFailure.Kind.MALFORMED, why);
    }
}
