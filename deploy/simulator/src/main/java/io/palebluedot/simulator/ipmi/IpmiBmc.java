package io.palebluedot.simulator.ipmi;

import io.palebluedot.simulator.fault.FaultKind;
import io.palebluedot.simulator.machine.Machine;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The IPMI side of one BMC without its socket: a datagram in, at most one out. Not safe for concurrent use. */
final class IpmiBmc {

    private static final int CLOSE_SESSION = 0x3C;

    private final Machine machine;
    private final SessionTable sessions;
    private final Handshake handshake;
    private final AppCommands app;
    private final Map<Integer, CommandSet> commands;

    IpmiBmc(Machine machine, String user, String password, SecureRandom random) {
        this.machine = machine;
        HardwareFacts facts = new HardwareFacts(machine);
        this.sessions = new SessionTable(random);
        this.handshake = new Handshake(sessions, machine.faults(), facts.guid(), user, password);
        this.app = new AppCommands(machine.faults(), facts, sessions);
        SensorList sensors = new SensorList(machine, facts);
        this.commands = Map.of(
                Request.APP, app,
                Request.CHASSIS, new ChassisCommands(machine),
                Request.SENSOR, new SensorCommands(sensors),
                Request.STORAGE, new StorageCommands(machine, facts, sensors));
    }

    /** The answer to a datagram, or null for none: what is damaged, replayed or not proven is passed over silently. */
    byte @Nullable [] answer(byte[] datagram, long now) {
        if (isPing(datagram)) {
            return pong(datagram);
        }
        Packet packet = Packet.isIpmi(datagram) ? Packet.parse(new Octets(datagram)) : null;
        if (packet == null) {
            return null;
        }
        if (packet.type() != Packet.IPMI) {
            return packet.session() == 0 ? handshake.answer(packet, now) : null;
        }
        try {
            return packet.session() == 0 ? beforeSession(packet) : inSession(packet, now);
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    private byte @Nullable [] beforeSession(Packet packet) {
        Request request = Request.parse(packet.payload().toBytes());
        if (request == null) {
            return null;
        }
        boolean open = request.function() == Request.APP && AppCommands.beforeSession(request.command());
        Reply reply = open ? checked(app, request) : Reply.refused(Reply.NOT_ALLOWED);
        return Packet.unsecured(packet.plus(), Packet.IPMI, request.answered(reply));
    }

    private byte @Nullable [] inSession(Packet packet, long now) throws GeneralSecurityException {
        Session session = sessions.find(packet.session());
        if (session == null || !session.active()) {
            return null;
        }
        boolean secured = session.suite().secured();
        if (secured != packet.authenticated()
                || secured != packet.encrypted()
                || (secured
                        && !session.genuine(
                                packet.covered().toBytes(), packet.code().toBytes()))
                || !session.fresh(packet.sequence())) {
            return null;
        }
        byte[] payload = secured
                ? session.opened(packet.payload().toBytes())
                : packet.payload().toBytes();
        Request request = payload == null ? null : Request.parse(payload);
        if (request == null) {
            return null;
        }
        session.used(now);
        byte[] answer = request.answered(reply(session, request));
        byte[] datagram = Packet.inSession(session, session.sealed(answer, sessions.randomOctets()));
        if (request.function() == Request.APP && request.command() == CLOSE_SESSION) {
            app.closed(request);
        }
        return datagram;
    }

    private Reply reply(Session session, Request request) {
        if (machine.faults().use(FaultKind.STATUS_503, IpmiServers.PROTOCOL).isPresent()) {
            return Reply.refused(Reply.BUSY);
        }
        CommandSet set = commands.get(request.function());
        if (set == null) {
            return Reply.refused(Reply.UNKNOWN_COMMAND);
        }
        if (!session.level().covers(set.needs(request.command()))) {
            return Reply.refused(Reply.NOT_ALLOWED);
        }
        return set == app && app.ofSession(request.command()) ? app.answer(session, request) : checked(set, request);
    }

    private static Reply checked(CommandSet set, Request request) {
        return request.length() < set.shortest(request.command())
                ? Reply.refused(Reply.WRONG_LENGTH)
                : set.answer(request);
    }

    /** RMCP class ASF, Presence Ping (IPMI 2.0, 13.2.3). */
    private static boolean isPing(byte[] datagram) {
        return datagram.length >= 12 && datagram[0] == 6 && datagram[3] == 6 && (datagram[8] & 255) == 0x80;
    }

    private static byte[] pong(byte[] ping) {
        return new OctetWriter()
                .u8(6, 0, 0xFF, 6, 0, 0, 0x11, 0xBE, 0x40, ping[9], 0, 16)
                .u8(0, 0, 0x11, 0xBE)
                .u32(0)
                .u8(0x81, 0)
                .times(0, 6)
                .toBytes();
    }
}
