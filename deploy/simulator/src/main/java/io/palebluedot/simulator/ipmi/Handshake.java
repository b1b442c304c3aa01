package io.palebluedot.simulator.ipmi;

import io.palebluedot.simulator.fault.FaultBoard;
import io.palebluedot.simulator.fault.FaultKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Open Session and RAKP messages 1 to 4 (IPMI 2.0, 13.17 to 13.24), for the one account of a BMC. */
final class Handshake {

    private static final int NO_RESOURCES = 0x01;
    private static final int UNKNOWN_SESSION = 0x02;
    private static final int UNKNOWN_NAME = 0x0D;
    private static final int WRONG_CODE = 0x0F;
    private static final int NO_SUCH_SUITE = 0x11;
    private static final int[] ANSWER = {0x11, 0x13, 0x15};

    private final SessionTable sessions;
    private final FaultBoard faults;
    private final byte[] guid;
    private final byte[] user;
    private final byte[] key;

    Handshake(SessionTable sessions, FaultBoard faults, byte[] guid, String user, String password) {
        this.sessions = sessions;
        this.faults = faults;
        this.guid = guid;
        this.user = user.getBytes(StandardCharsets.US_ASCII);
        this.key = Arrays.copyOf(password.getBytes(StandardCharsets.US_ASCII), 20);
    }

    /** The answering datagram, or null for what deserves none. */
    byte @Nullable [] answer(Packet packet, long now) {
        return switch (packet.type()) {
            case Packet.OPEN_SESSION -> open(packet.payload(), now);
            case Packet.RAKP_1 -> challenge(packet.payload(), now);
            case Packet.RAKP_3 -> begin(packet.payload(), now);
            default -> null;
        };
    }

    private byte @Nullable [] open(Octets asked, long now) {
        if (asked.length() < 32) {
            return null;
        }
        Optional<CipherSuite> suite = CipherSuite.of(asked.u8(12), asked.u8(20), asked.u8(28))
                .filter(each -> each.secured() || faults.has(FaultKind.CIPHER_ZERO));
        int consoleId = asked.u32(4);
        if (suite.isEmpty()) {
            return refused(ANSWER[0], asked.u8(0), NO_SUCH_SUITE, consoleId);
        }
        Session session =
                faults.use(FaultKind.SESSION_LIMIT, IpmiServers.PROTOCOL).isPresent()
                        ? null
                        : sessions.open(consoleId, suite.get(), now);
        if (session == null) {
            return refused(ANSWER[0], asked.u8(0), NO_RESOURCES, consoleId);
        }
        OctetWriter out = new OctetWriter()
                .u8(asked.u8(0), 0, Privilege.of(asked.u8(1)).code(), 0)
                .u32(consoleId)
                .u32(session.id())
                .u8(0, 0, 0, 8, suite.get().authentication(), 0, 0, 0)
                .u8(1, 0, 0, 8, suite.get().integrity(), 0, 0, 0)
                .u8(2, 0, 0, 8, suite.get().confidentiality(), 0, 0, 0);
        return Packet.unsecured(true, ANSWER[0], out.toBytes());
    }

    private byte @Nullable [] challenge(Octets asked, long now) {
        if (asked.length() < 28 || asked.length() < 28 + asked.u8(27)) {
            return null;
        }
        Session session = sessions.find(asked.u32(4));
        if (session == null || session.active()) {
            return refused(ANSWER[1], asked.u8(0), UNKNOWN_SESSION, 0);
        }
        session.used(now);
        byte[] name = asked.slice(28, 28 + asked.u8(27)).toBytes();
        if (!Arrays.equals(name, user)
                || faults.use(FaultKind.STATUS_401, IpmiServers.PROTOCOL).isPresent()) {
            sessions.close(session);
            return refused(ANSWER[1], asked.u8(0), UNKNOWN_NAME, session.consoleId());
        }
        byte[] roleAndName =
                new OctetWriter().u8(asked.u8(24), name.length).bytes(name).toBytes();
        session.challenged(
                asked.slice(8, 24).toBytes(), sessions.randomOctets(), roleAndName, Privilege.of(asked.u8(24)));
        byte[] proof = Crypto.hmac(
                session.suite(),
                key,
                ids(session),
                session.consoleRandom(),
                session.random(),
                guid,
                session.roleAndName());
        OctetWriter out = new OctetWriter()
                .u8(asked.u8(0), 0, 0, 0)
                .u32(session.consoleId())
                .bytes(session.random())
                .bytes(guid)
                .bytes(proof);
        return Packet.unsecured(true, ANSWER[1], out.toBytes());
    }

    private byte @Nullable [] begin(Octets asked, long now) {
        if (asked.length() < 8) {
            return null;
        }
        Session session = sessions.find(asked.u32(4));
        if (session == null || session.active() || session.random().length == 0) {
            return refused(ANSWER[2], asked.u8(0), UNKNOWN_SESSION, 0);
        }
        session.used(now);
        if (asked.u8(1) != 0) {
            // The console gives up, for instance because our proof did not fit its password.
            sessions.close(session);
            return null;
        }
        byte[] consoleId = new OctetWriter().u32(session.consoleId()).toBytes();
        byte[] expected = Crypto.hmac(session.suite(), key, session.random(), consoleId, session.roleAndName());
        if (!MessageDigest.isEqual(expected, asked.slice(8, asked.length()).toBytes())) {
            sessions.close(session);
            return refused(ANSWER[2], asked.u8(0), WRONG_CODE, session.consoleId());
        }
        session.begun(
                Crypto.hmac(session.suite(), key, session.consoleRandom(), session.random(), session.roleAndName()));
        byte[] ownId = new OctetWriter().u32(session.id()).toBytes();
        byte[] check = Crypto.hmac(session.suite(), session.sessionKey(), session.consoleRandom(), ownId, guid);
        OctetWriter out = new OctetWriter()
                .u8(asked.u8(0), 0, 0, 0)
                .u32(session.consoleId())
                .bytes(Arrays.copyOf(check, session.suite().codeLength()));
        return Packet.unsecured(true, ANSWER[2], out.toBytes());
    }

    private static byte[] ids(Session session) {
        return new OctetWriter().u32(session.consoleId()).u32(session.id()).toBytes();
    }

    private static byte[] refused(int type, int tag, int status, int consoleId) {
        return Packet.unsecured(
                true,
                type,
                new OctetWriter().u8(tag, status, 0, 0).u32(consoleId).toBytes());
    }
}
