package io.palebluedot.hardware.driver.ipmi.lan;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** Opens a session: Open Session, RAKP 1 to 4, Set Session Privilege Level; IPMI 2.0 13.15 to 13.23 and 22.18. */
final class Handshake {

    private static final int RANDOM_LENGTH = 16;
    private static final int BY_NAME_ONLY = 0x10;
    private static final int LONGEST_NAME = 16;
    private static final int LONGEST_PASSWORD = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What is still to be tried. */
    private record Wish(List<CipherSuite> suites, Privilege privilege) {
        CipherSuite suite() {
            return suites.getFirst();
        }

        Optional<Wish> nextSuite() {
            return suites.size() < 2
                    ? Optional.empty()
                    : Optional.of(new Wish(suites.subList(1, suites.size()), privilege));
        }

        Optional<Wish> lower() {
            return privilege.lower().map(p -> new Wish(suites, p));
        }
    }

    private final UdpPort port;
    private final Peer peer;
    private final Login login;
    private int tag = RANDOM.nextInt(256);

    Handshake(UdpPort port, Peer peer, Login login) {
        this.port = port;
        this.peer = peer;
        this.login = login;
    }

    /**
     * Tries the suites in their order and, where the user has not the highest privilege, the lower ones. Fails with UNAUTHORIZED for a
     * wrong user or password, REFUSED when the BMC answers with other algorithms than asked for.
     */
    Uni<Session> enter(List<CipherSuite> suites) {
        if (tooLong(login.username(), LONGEST_NAME) || tooLong(login.password(), LONGEST_PASSWORD)) {
            return Uni.createFrom()
                    .failure(new BmcFailure(
                            BmcFailure.Kind.UNAUTHORIZED, "user or password is longer than IPMI has room for"));
        }
        return open(new Wish(suites, Privilege.ADMINISTRATOR)).chain(Handshake::raise);
    }

    private static boolean tooLong(String text, int limit) {
        return text.getBytes(StandardCharsets.UTF_8).length > limit;
    }

    /** A session that cannot be used is not left behind. */
    private static Uni<Session> raise(Session session) {
        return session.raise().onFailure().call(session::close);
    }

    private Uni<Session> open(Wish wish) {
        long consoleId = 1 + RANDOM.nextLong(0xFFFF_FFFEL);
        var suite = wish.suite();
        var payload = Octets.concat(
                Octets.of(nextTag(), wish.privilege().level(), 0, 0),
                Octets.ofU32(consoleId),
                algorithm(0, suite.authentication()),
                algorithm(1, suite.integrity()),
                algorithm(2, CipherSuite.AES_CBC_128));
        return say(Packet.OPEN_REQUEST, payload, consoleId).onItem().transformToUni(answer -> {
            int status = answer.u8(1);
            if (status == RakpStatus.OK) {
                checkAlgorithms(answer, suite);
                return exchangeKeys(wish, consoleId, answer.u32(8));
            }
            return again(wish, status);
        });
    }

    private Uni<Session> again(Wish wish, int status) {
        var next = RakpStatus.wrongSuite(status)
                ? wish.nextSuite()
                : RakpStatus.wrongRole(status) ? wish.lower() : Optional.<Wish>empty();
        return next.map(this::open).orElseGet(() -> Uni.createFrom().failure(RakpStatus.failure(status)));
    }

    private static Octets algorithm(int kind, int number) {
        return Octets.of(kind, 0, 0, 8, number, 0, 0, 0);
    }

    private static void checkAlgorithms(Octets answer, CipherSuite suite) {
        boolean same = (answer.u8(16) & 0x3F) == suite.authentication()
                && (answer.u8(24) & 0x3F) == suite.integrity()
                && (answer.u8(32) & 0x3F) == CipherSuite.AES_CBC_128;
        if (!same) {
            throw new BmcFailure(
                    BmcFailure.Kind.REFUSED,
                    "the BMC answers with other algorithms than those of cipher suite " + suite.id());
        }
    }

    private Uni<Session> exchangeKeys(Wish wish, long consoleId, long bmcId) {
        var random = new byte[RANDOM_LENGTH];
        RANDOM.nextBytes(random);
        var mine = Octets.copyOf(random);
        int role = BY_NAME_ONLY | wish.privilege().level();
        var name = login.username().getBytes(StandardCharsets.UTF_8);
        var payload = Octets.concat(
                Octets.of(nextTag(), 0, 0, 0),
                Octets.ofU32(bmcId),
                mine,
                Octets.of(role, 0, 0, name.length),
                Octets.copyOf(name));
        return say(Packet.RAKP_1, payload, consoleId).onItem().transformToUni(answer -> {
            int status = answer.u8(1);
            if (status != RakpStatus.OK) {
                return again(wish, status);
            }
            var keys = new Rakp(
                    wish.suite(),
                    consoleId,
                    bmcId,
                    mine,
                    answer.slice(8, RANDOM_LENGTH),
                    answer.slice(24, RANDOM_LENGTH),
                    role,
                    login.username());
            return same(keys.bmcProof(login.password()), answer.from(40)) ? prove(wish, keys) : giveUp(keys);
        });
    }

    /** The BMC proved another password. It is told, so that the half-open session does not take one of its few places. */
    private Uni<Session> giveUp(Rakp keys) {
        var payload = Octets.concat(Octets.of(nextTag(), RakpStatus.WRONG_PROOF, 0, 0), Octets.ofU32(keys.bmcId()));
        return port.tell(peer, Packet.open(Packet.RAKP_3, payload))
                .chain(() -> Uni.createFrom()
                        .failure(new BmcFailure(
                                BmcFailure.Kind.UNAUTHORIZED, "login as '" + login.username() + "' was refused")));
    }

    private Uni<Session> prove(Wish wish, Rakp keys) {
        var payload = Octets.concat(
                Octets.of(nextTag(), RakpStatus.OK, 0, 0),
                Octets.ofU32(keys.bmcId()),
                keys.consoleProof(login.password()));
        return say(Packet.RAKP_3, payload, keys.consoleId()).onItem().transformToUni(answer -> {
            int status = answer.u8(1);
            return status == RakpStatus.OK
                    ? Uni.createFrom().item(entered(wish, keys, answer.from(8)))
                    : again(wish, status);
        });
    }

    private Session entered(Wish wish, Rakp keys, Octets proof) {
        var sessionKey = keys.sessionKey(login.password());
        if (!same(keys.keyProof(sessionKey), proof)) {
            throw new BmcFailure(
                    BmcFailure.Kind.UNAUTHORIZED, "the BMC has another session key; it may want a K_G key besides");
        }
        var cipher = new SessionCipher(
                keys.suite(), keys.additionalKey(sessionKey, 1), keys.additionalKey(sessionKey, 2), RANDOM);
        return new Session(port, peer, keys, cipher, wish.privilege());
    }

    private static boolean same(Octets a, Octets b) {
        return MessageDigest.isEqual(a.toBytes(), b.toBytes());
    }

    private Uni<Octets> say(int type, Octets payload, long consoleId) {
        return port.exchange(peer, new HandshakeExchange(type, payload, consoleId));
    }

    private int nextTag() {
        tag = (tag + 1) & 0xFF;
        return tag;
    }
}
