package io.palebluedot.simulator.ipmi;

import io.palebluedot.simulator.fault.FaultBoard;
import io.palebluedot.simulator.fault.FaultKind;
import java.util.Arrays;

/** Network function App: who the BMC is, what its channel can, and the session's own commands (IPMI 2.0, 20 and 22). */
final class AppCommands implements CommandSet {

    private static final int DEVICE_ID = 0x01;
    private static final int COLD_RESET = 0x02;
    private static final int SELF_TEST = 0x04;
    private static final int DEVICE_GUID = 0x08;
    private static final int SYSTEM_GUID = 0x37;
    private static final int AUTHENTICATION_CAPABILITIES = 0x38;
    private static final int PRIVILEGE_LEVEL = 0x3B;
    private static final int CLOSE_SESSION = 0x3C;
    private static final int CHANNEL_INFO = 0x42;
    private static final int CIPHER_SUITES = 0x54;
    private static final int CHANNEL = 1;

    private final FaultBoard faults;
    private final HardwareFacts facts;
    private final SessionTable sessions;

    AppCommands(FaultBoard faults, HardwareFacts facts, SessionTable sessions) {
        this.faults = faults;
        this.facts = facts;
        this.sessions = sessions;
    }

    /** Whether a command may come without a session. */
    static boolean beforeSession(int command) {
        return command == AUTHENTICATION_CAPABILITIES || command == CIPHER_SUITES || command == SYSTEM_GUID;
    }

    /** Whether a command is about the session that carries it. */
    boolean ofSession(int command) {
        return command == PRIVILEGE_LEVEL || command == CLOSE_SESSION;
    }

    @Override
    public Privilege needs(int command) {
        return switch (command) {
            case COLD_RESET -> Privilege.ADMIN;
            case AUTHENTICATION_CAPABILITIES, CIPHER_SUITES, PRIVILEGE_LEVEL, CLOSE_SESSION -> Privilege.CALLBACK;
            default -> Privilege.USER;
        };
    }

    @Override
    public int shortest(int command) {
        return switch (command) {
            case AUTHENTICATION_CAPABILITIES -> 2;
            case CIPHER_SUITES -> 3;
            case CHANNEL_INFO -> 1;
            default -> 0;
        };
    }

    @Override
    public Reply answer(Request request) {
        return switch (request.command()) {
            case DEVICE_ID -> deviceId();
            case COLD_RESET -> {
                sessions.closeAll();
                yield Reply.done();
            }
            case SELF_TEST -> Reply.of(0x55, 0);
            case DEVICE_GUID, SYSTEM_GUID -> Reply.of(new OctetWriter().bytes(facts.guid()));
            case AUTHENTICATION_CAPABILITIES -> capabilities(request);
            case CHANNEL_INFO -> channelInfo(request);
            case CIPHER_SUITES -> cipherSuites(request);
            default -> Reply.refused(Reply.UNKNOWN_COMMAND);
        };
    }

    /** Set Session Privilege Level (22.18) and Close Session (22.19). */
    Reply answer(Session session, Request request) {
        if (request.command() == CLOSE_SESSION) {
            boolean known = request.length() >= 4 && sessions.find(request.u32(0)) != null;
            return known ? Reply.done() : Reply.refused(0x87);
        }
        if (request.length() < 1) {
            return Reply.refused(Reply.WRONG_LENGTH);
        }
        int wanted = request.u8(0) & 15;
        if (wanted > Privilege.ADMIN.code() || wanted == Privilege.CALLBACK.code()) {
            return Reply.refused(Reply.WRONG_FIELD);
        }
        if (wanted != 0 && !session.limit().covers(Privilege.of(wanted))) {
            return Reply.refused(Reply.LEVEL_TOO_HIGH);
        }
        if (wanted != 0) {
            session.level(Privilege.of(wanted));
        }
        return Reply.of(session.level().code());
    }

    /** Ends the session that a Close Session named, once it is answered. */
    void closed(Request request) {
        Session session = request.length() < 4 ? null : sessions.find(request.u32(0));
        if (session != null) {
            sessions.close(session);
        }
    }

    /** Device 0x20 with SDRs; IPMI 2.0; chassis device, FRU, SEL, SDR repository and sensors (20.1). */
    private Reply deviceId() {
        return Reply.of(new OctetWriter()
                .u8(0x20, 0x81, facts.firmwareMajor() & 0x7F, bcd(facts.firmwareMinor()), 0x02, 0x8F)
                .u24(facts.manufacturer())
                .u16(facts.product())
                .u32(0));
    }

    private static int bcd(int value) {
        return ((value / 10 % 10) << 4) | (value % 10);
    }

    /** Only RMCP+ logins; a user name and a password are needed; K[G] is zero (22.13). */
    private static Reply capabilities(Request request) {
        boolean extended = (request.u8(0) & 0x80) != 0;
        return wrongChannel(request.u8(0))
                ? Reply.refused(Reply.WRONG_FIELD)
                : Reply.of(CHANNEL, extended ? 0x80 : 0, 0x04, extended ? 0x02 : 0, 0, 0, 0, 0);
    }

    private Reply channelInfo(Request request) {
        if (wrongChannel(request.u8(0))) {
            return Reply.refused(Reply.WRONG_FIELD);
        }
        return Reply.of(CHANNEL, 0x04, 0x01, 0x80 | sessions.active(), 0xF2, 0x1B, 0, 0, 0);
    }

    /** Sixteen octets of the suites' records for each list index (22.15). */
    private Reply cipherSuites(Request request) {
        if (wrongChannel(request.u8(0))) {
            return Reply.refused(Reply.WRONG_FIELD);
        }
        OctetWriter records = new OctetWriter();
        for (CipherSuite suite : CipherSuite.values()) {
            if (suite.secured() || faults.has(FaultKind.CIPHER_ZERO)) {
                records.bytes(suite.record());
            }
        }
        byte[] all = records.toBytes();
        int from = Math.min(all.length, (request.u8(2) & 0x3F) * 16);
        byte[] part = Arrays.copyOfRange(all, from, Math.min(all.length, from + 16));
        return Reply.of(new OctetWriter().u8(CHANNEL).bytes(part));
    }

    private static boolean wrongChannel(int octet) {
        int channel = octet & 15;
        return channel != CHANNEL && channel != 0x0E;
    }
}
