package io.palebluedot.simulator.ipmi;

import org.jspecify.annotations.Nullable;

/**
 * A datagram of class IPMI, taken apart (IPMI 2.0, table 13-8).
 *
 * @param plus whether it is in the RMCP+ format; else in that of IPMI 1.5
 * @param covered the octets that the integrity code protects; empty without one
 * @param code the integrity code; empty without one
 */
record Packet(
        boolean plus,
        boolean encrypted,
        boolean authenticated,
        int type,
        int session,
        int sequence,
        Octets payload,
        Octets covered,
        Octets code) {

    static final int IPMI = 0x00;
    static final int OPEN_SESSION = 0x10;
    static final int RAKP_1 = 0x12;
    static final int RAKP_3 = 0x14;

    private static final int HEADER = 4;
    private static final int PLUS_FORMAT = 6;
    private static final int NEXT_HEADER = 7;

    /** Whether a datagram has the header of RMCP class IPMI. */
    static boolean isIpmi(byte[] datagram) {
        return datagram.length > HEADER && datagram[0] == 6 && datagram[3] == 7;
    }

    /** The packet in a datagram of class IPMI, or null when its lengths do not fit. */
    static @Nullable Packet parse(Octets datagram) {
        if (datagram.u8(HEADER) != PLUS_FORMAT) {
            return old(datagram);
        }
        if (datagram.length() < 16 || 16 + datagram.u16(14) > datagram.length()) {
            return null;
        }
        int type = datagram.u8(5);
        boolean encrypted = (type & 0x80) != 0;
        boolean authenticated = (type & 0x40) != 0;
        int end = 16 + datagram.u16(14);
        Octets payload = datagram.slice(16, end);
        Octets covered = Octets.NONE;
        Octets code = Octets.NONE;
        if (authenticated) {
            int trailer = end + Math.floorMod(-(end - HEADER + 2), 4) + 2;
            if (trailer > datagram.length() || datagram.u8(trailer - 1) != NEXT_HEADER) {
                return null;
            }
            covered = datagram.slice(HEADER, trailer);
            code = datagram.slice(trailer, datagram.length());
        }
        int session = datagram.u32(6);
        int sequence = datagram.u32(10);
        return new Packet(true, encrypted, authenticated, type & 0x3F, session, sequence, payload, covered, code);
    }

    /** IPMI 1.5: only its unauthenticated form, in which a session is looked for. */
    private static @Nullable Packet old(Octets datagram) {
        if (datagram.length() < 14 || datagram.u8(HEADER) != 0 || 14 + datagram.u8(13) > datagram.length()) {
            return null;
        }
        Octets payload = datagram.slice(14, 14 + datagram.u8(13));
        return new Packet(
                false, false, false, IPMI, datagram.u32(9), datagram.u32(5), payload, Octets.NONE, Octets.NONE);
    }

    /** An answer outside any session, in the format of the question. */
    static byte[] unsecured(boolean plus, int type, byte[] payload) {
        OctetWriter out = header();
        if (plus) {
            out.u8(PLUS_FORMAT, type).u32(0).u32(0).u16(payload.length);
        } else {
            out.u8(0).u32(0).u32(0).u8(payload.length);
        }
        return out.bytes(payload).toBytes();
    }

    /** An answer inside a session; {@code sealed} is already encrypted where the suite says so. */
    static byte[] inSession(Session session, byte[] sealed) {
        boolean secured = session.suite().secured();
        OctetWriter out = new OctetWriter()
                .u8(PLUS_FORMAT, secured ? 0xC0 : 0)
                .u32(session.consoleId())
                .u32(session.nextSequence())
                .u16(sealed.length)
                .bytes(sealed);
        if (secured) {
            int pad = Math.floorMod(-(out.size() + 2), 4);
            out.times(0xFF, pad).u8(pad, NEXT_HEADER);
            byte[] covered = out.toBytes();
            out.bytes(session.integrityCode(covered));
        }
        return header().bytes(out.toBytes()).toBytes();
    }

    private static OctetWriter header() {
        return new OctetWriter().u8(6, 0, 0xFF, 7);
    }
}
