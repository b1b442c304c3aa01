package io.palebluedot.hardware.driver.ipmi.lan;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.driver.ipmi.wire.Command;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import io.palebluedot.hardware.driver.ipmi.wire.Reply;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The way to BMCs: what they tell strangers, and sessions. */
@ApplicationScoped
public class Lan {

    private static final int AUTHENTICATION_CAPABILITIES = 0x38;
    private static final int CIPHER_SUITES = 0x54;
    private static final int THIS_CHANNEL = 0x0E;
    private static final int WITH_2_0 = 0x80;
    private static final int BY_SUITE = 0x80;
    private static final int WHOLE_PART = 16;
    private static final int MOST_PARTS = 0x40;

    private final UdpPort port;

    public Lan(UdpPort port) {
        this.port = port;
    }

    /** Fails with TIMEOUT where nothing speaks IPMI. */
    public Uni<Greeting> greet(Peer peer) {
        return capabilities(peer, THIS_CHANNEL | WITH_2_0)
                .chain(reply -> reply.ok()
                        ? Uni.createFrom().item(Greeting.of(reply.data()))
                        // A BMC of IPMI 1.5 may not take the bit that asks for 2.0.
                        : capabilities(peer, THIS_CHANNEL).map(Reply::orFail).map(Greeting::of));
    }

    private Uni<Reply> capabilities(Peer peer, int channel) {
        return sessionless(
                peer, Command.of(Command.APP, AUTHENTICATION_CAPABILITIES, channel, Privilege.ADMINISTRATOR.level()));
    }

    /** {@link #greet} and the cipher suites, which some BMCs do not tell. */
    public Uni<Greeting> examine(Peer peer) {
        return greet(peer)
                .chain(greeting -> suites(peer, 0, Octets.NONE)
                        .map(CipherSuiteRecords::ids)
                        .map(greeting::with)
                        .onFailure(Lan::untold)
                        .recoverWithItem(greeting));
    }

    private static boolean untold(Throwable e) {
        return e instanceof BmcFailure f && f.kind() != BmcFailure.Kind.UNREACHABLE;
    }

    private Uni<Octets> suites(Peer peer, int part, Octets before) {
        var command = Command.of(Command.APP, CIPHER_SUITES, THIS_CHANNEL, 0, BY_SUITE | part);
        return sessionless(peer, command).chain(reply -> {
            if (!reply.ok() && part > 0) {
                return Uni.createFrom().item(before);
            }
            var more = reply.orFail().from(1);
            var all = before.plus(more);
            return more.length() < WHOLE_PART || part + 1 == MOST_PARTS
                    ? Uni.createFrom().item(all)
                    : suites(peer, part + 1, all);
        });
    }

    /** Enters a session with the best suite that the BMC offers; fails with UNSUPPORTED when it offers none that is safe. */
    public Uni<Session> logIn(Peer peer, Login login, Greeting greeting) {
        var suites = CipherSuite.usable(greeting.suites());
        if (!greeting.speaks20()) {
            return unsupported("the BMC speaks IPMI 1.5 only, which has no safe login");
        }
        if (suites.isEmpty()) {
            return unsupported("the BMC offers cipher suites " + greeting.suites() + ", not 17 or 3");
        }
        return new Handshake(port, peer, login).enter(suites);
    }

    private static Uni<Session> unsupported(String why) {
        return Uni.createFrom().failure(new BmcFailure(BmcFailure.Kind.UNSUPPORTED, why));
    }

    private Uni<Reply> sessionless(Peer peer, Command command) {
        return port.exchange(peer, new SessionlessExchange(command));
    }
}
