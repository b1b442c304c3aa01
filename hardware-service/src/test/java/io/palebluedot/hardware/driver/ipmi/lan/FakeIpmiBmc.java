package io.palebluedot.hardware.driver.ipmi.lan;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The BMC's side of RMCP+, that misbehaves as told. Datagrams come in and go out through {@link FakeIpmiRack}. */
public final class FakeIpmiBmc {

    private static final Octets GUID = Octets.ofHex("404142434445464748494a4b4c4d4e4f");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** One side of a session. */
    private static final class Side {
        private final CipherSuite suite;
        private final long consoleId;
        private Rakp keys;
        private SessionCipher cipher;
        private long sent;

        Side(CipherSuite suite, long consoleId) {
            this.suite = suite;
            this.consoleId = consoleId;
        }
    }

    /** netFn and command of every request in a session, like {@code 00/01}. */
    public final List<String> commands = new CopyOnWriteArrayList<>();

    /** Session sequence numbers that came. */
    public final List<Long> sequences = new CopyOnWriteArrayList<>();

    /** Answers by {@code netFn/command}: completion code and data. */
    public final Map<String, Function<Octets, Octets>> answers = new ConcurrentHashMap<>();

    public final AtomicInteger logins = new AtomicInteger();
    public final AtomicInteger givenUp = new AtomicInteger();
    public final AtomicInteger closed = new AtomicInteger();
    public volatile String password = "secret";
    public volatile List<Integer> suites = List.of(3, 17);
    public volatile int maxPrivilege = 4;
    public volatile int bmcAlgorithm = -1;
    public volatile int openStatus;
    public final AtomicInteger dropNext = new AtomicInteger();
    public volatile boolean silent;

    /** What happens to a datagram on its way out; several may come of one. */
    public volatile Function<Octets, List<Octets>> wire = List::of;

    /** What happens to the payloads of the key exchange. */
    public volatile UnaryOperator<Octets> handshake = o -> o;

    private final Map<Long, Side> sides = new HashMap<>();
    private long nextId = 0x0200_0000L;

    /** All answers to a datagram. */
    List<Octets> handle(Octets datagram) {
        if (silent || dropNext.getAndDecrement() > 0) {
            return List.of();
        }
        try {
            var out = new ArrayList<Octets>();
            var packet = Packet.read(datagram);
            var answer = packet.version() == 1 ? sessionless(packet) : rmcpPlus(datagram, packet);
            if (answer != null) {
                out.addAll(wire.apply(answer));
            }
            return out;
        } catch (BmcFailure broken) {
            return List.of();
        }
    }

    /** Forgets all sessions without a word. */
    public synchronized void restart() {
        sides.clear();
    }

    private Octets sessionless(Packet packet) {
        return Packet.sessionless(reply(packet.payload()));
    }

    private synchronized Octets rmcpPlus(Octets datagram, Packet packet) {
        if (packet.type() == Packet.RAKP_3 && packet.payload().u8(1) != 0) {
            sides.remove(packet.payload().u32(4));
            givenUp.incrementAndGet();
            return null;
        }
        return switch (packet.type()) {
            case Packet.OPEN_REQUEST -> Packet.open(Packet.OPEN_RESPONSE, handshake.apply(open(packet.payload())));
            case Packet.RAKP_1 -> Packet.open(Packet.RAKP_2, handshake.apply(rakp2(packet.payload())));
            case Packet.RAKP_3 -> Packet.open(Packet.RAKP_4, handshake.apply(rakp4(packet.payload())));
            default -> inSession(datagram, packet);
        };
    }

    private Octets open(Octets request) {
        long consoleId = request.u32(4);
        int asked = request.u8(12);
        var suite = asked == 3 ? CipherSuite.SUITE_17 : CipherSuite.SUITE_3;
        int status = openStatus != 0 ? openStatus : suites.contains(suite.id()) ? 0 : 0x11;
        if (status != 0) {
            return Octets.concat(request.slice(0, 1), Octets.of(status, 0, 0), Octets.ofU32(consoleId));
        }
        long id = nextId++;
        sides.put(id, new Side(suite, consoleId));
        var algorithms = request.from(8);
        if (bmcAlgorithm >= 0) {
            algorithms = Octets.concat(algorithms.slice(0, 4), Octets.of(bmcAlgorithm), algorithms.from(5));
        }
        return Octets.concat(
                request.slice(0, 1), Octets.of(0, 4, 0), Octets.ofU32(consoleId), Octets.ofU32(id), algorithms);
    }

    private Octets rakp2(Octets request) {
        long id = request.u32(4);
        var side = sides.get(id);
        int role = request.u8(24);
        String name = new String(request.slice(28, request.u8(27)).toBytes(), java.nio.charset.StandardCharsets.UTF_8);
        int status = (role & 0x0F) > maxPrivilege ? 0x0A : name.equals("admin") ? 0 : 0x0D;
        if (status != 0) {
            return Octets.concat(request.slice(0, 1), Octets.of(status, 0, 0), Octets.ofU32(side.consoleId));
        }
        var random = new byte[16];
        RANDOM.nextBytes(random);
        side.keys =
                new Rakp(side.suite, side.consoleId, id, request.slice(8, 16), Octets.copyOf(random), GUID, role, name);
        return Octets.concat(
                request.slice(0, 1),
                Octets.of(0, 0, 0),
                Octets.ofU32(side.consoleId),
                Octets.copyOf(random),
                GUID,
                side.keys.bmcProof(password));
    }

    private Octets rakp4(Octets request) {
        var side = sides.get(request.u32(4));
        boolean right = side.keys.consoleProof(password).equals(request.from(8));
        var head = Octets.concat(request.slice(0, 1), Octets.of(right ? 0 : 0x0F, 0, 0), Octets.ofU32(side.consoleId));
        if (!right) {
            return head;
        }
        logins.incrementAndGet();
        var sik = side.keys.sessionKey(password);
        side.cipher =
                new SessionCipher(side.suite, side.keys.additionalKey(sik, 1), side.keys.additionalKey(sik, 2), RANDOM);
        return head.plus(side.keys.keyProof(sik));
    }

    private Octets inSession(Octets datagram, Packet packet) {
        var side = sides.get(packet.sessionId());
        if (side == null || side.cipher == null) {
            return null;
        }
        var request = side.cipher.unseal(datagram, packet);
        sequences.add(packet.sequence());
        commands.add(name(request));
        var reply = reply(request);
        if (name(request).equals("06/3c")) {
            sides.remove(packet.sessionId());
            closed.incrementAndGet();
        }
        return side.cipher.seal(side.consoleId, ++side.sent, reply);
    }

    private static String name(Octets request) {
        return String.format("%02x/%02x", request.u8(1) >> 2, request.u8(5));
    }

    private Octets reply(Octets request) {
        var data = request.slice(6, request.length() - 7);
        var body = answers.getOrDefault(name(request), d -> builtIn(name(request), d))
                .apply(data);
        var head = Octets.of(0x81, ((request.u8(1) >> 2) | 1) << 2);
        var rest = Octets.of(0x20, request.u8(4), request.u8(5)).plus(body);
        return Octets.concat(head, Octets.of(-head.sum()), rest, Octets.of(-rest.sum()));
    }

    private Octets builtIn(String name, Octets data) {
        return switch (name) {
            case "06/38" -> Octets.of(0, 1, 0x80, 0x04, 0x02, 0, 0, 0, 0);
            case "06/54" -> suites(data.u8(2) & 0x3F);
            case "06/3b" -> data.u8(0) > maxPrivilege ? Octets.of(0x81) : Octets.of(0, data.u8(0));
            case "06/3c" -> Octets.of(0);
            case "06/01" -> Octets.ofHex("00" + "2081" + "0173" + "02" + "bf" + "7c2a00" + "1909" + "00000000");
            case "00/01" -> Octets.of(0, 0x21, 0, 0x40);
            default -> Octets.of(0xC1);
        };
    }

    private Octets suites(int part) {
        var all = Octets.NONE;
        for (int id : suites) {
            all = all.plus(Octets.of(0xC0, id, id == 17 ? 3 : 1, id == 17 ? 0x44 : 0x41, 0x81));
        }
        int from = Math.min(part * 16, all.length());
        return Octets.of(0, 1).plus(all.slice(from, Math.min(16, all.length() - from)));
    }
}
