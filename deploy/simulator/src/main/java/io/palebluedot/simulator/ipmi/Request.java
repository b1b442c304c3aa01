package io.palebluedot.simulator.ipmi;

import org.jspecify.annotations.Nullable;

/**
 * One command as it came in (IPMI 2.0, 13.8): who asks, what, and with which octets.
 *
 * @param function network function, even
 * @param sequence requester's sequence and LUN octet, sent back as it is
 */
record Request(int responder, int function, int lun, int requester, int sequence, int command, Octets data) {

    static final int CHASSIS = 0x00;
    static final int SENSOR = 0x04;
    static final int APP = 0x06;
    static final int STORAGE = 0x0A;

    private static final int SHORTEST = 7;

    /** The command in a payload, or null when a checksum is wrong or it is too short. */
    static @Nullable Request parse(byte[] payload) {
        if (payload.length < SHORTEST
                || OctetWriter.checksum(payload, 0, 2) != (payload[2] & 255)
                || OctetWriter.checksum(payload, 3, payload.length - 1) != (payload[payload.length - 1] & 255)) {
            return null;
        }
        return new Request(
                payload[0] & 255,
                (payload[1] & 255) >> 2,
                payload[1] & 3,
                payload[3] & 255,
                payload[4] & 255,
                payload[5] & 255,
                new Octets(payload).slice(6, payload.length - 1));
    }

    int length() {
        return data.length();
    }

    int u8(int at) {
        return data.u8(at);
    }

    int u16(int at) {
        return data.u16(at);
    }

    int u32(int at) {
        return data.u32(at);
    }

    /** The answer as the payload that carries it back. */
    byte[] answered(Reply reply) {
        byte[] head = new OctetWriter()
                .u8(requester, ((function | 1) << 2) | (sequence & 3))
                .toBytes();
        byte[] body = new OctetWriter()
                .u8(responder, (sequence & 0xFC) | lun, command, reply.code())
                .bytes(reply.data().toBytes())
                .toBytes();
        return new OctetWriter()
                .bytes(head)
                .u8(OctetWriter.checksum(head, 0, head.length))
                .bytes(body)
                .u8(OctetWriter.checksum(body, 0, body.length))
                .toBytes();
    }
}
