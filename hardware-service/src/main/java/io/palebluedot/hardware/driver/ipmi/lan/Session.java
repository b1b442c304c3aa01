package io.palebluedot.hardware.driver.ipmi.lan;

import io.palebluedot.hardware.driver.ipmi.wire.Command;
import io.palebluedot.hardware.driver.ipmi.wire.IpmiMessage;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import io.palebluedot.hardware.driver.ipmi.wire.Reply;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** A session that was entered; one command at a time. */
public final class Session {

    private static final int CLOSE = 0x3C;
    private static final int SET_PRIVILEGE = 0x3B;
    private static final long LAST = 0xFFFF_FFFFL;

    private final UdpPort port;
    private final Peer peer;
    private final long consoleId;
    private final long bmcId;
    private final CipherSuite suite;
    private final SessionCipher cipher;
    private final ReceiveWindow window = new ReceiveWindow();
    private long sent;
    private int next;
    private volatile Privilege privilege;

    Session(UdpPort port, Peer peer, Rakp keys, SessionCipher cipher, Privilege privilege) {
        this.port = port;
        this.peer = peer;
        this.consoleId = keys.consoleId();
        this.bmcId = keys.bmcId();
        this.suite = keys.suite();
        this.cipher = cipher;
        this.privilege = privilege;
    }

    public CipherSuite suite() {
        return suite;
    }

    /** What the session may do. */
    public Privilege privilege() {
        return privilege;
    }

    /** Fails as {@link UdpPort#exchange}; a lost session looks like a BMC that does not answer. */
    public Uni<Reply> ask(Command command) {
        return Uni.createFrom().deferred(() -> port.exchange(peer, new Turn(command)));
    }

    /** Raises the session from User, where it begins, to what the login was for, or to the most that the BMC grants. */
    Uni<Session> raise() {
        return ask(Command.of(Command.APP, SET_PRIVILEGE, privilege.level())).chain(reply -> {
            var lower = privilege.lower();
            if (reply.is(0x80, 0x81) && lower.isPresent()) {
                privilege = lower.get();
                return raise();
            }
            reply.orFail();
            return Uni.createFrom().item(this);
        });
    }

    /** Tells the BMC that the session ends; never fails. */
    public Uni<Void> close() {
        return ask(Command.of(Command.APP, CLOSE, Octets.ofU32(bmcId)))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** One command in the session. */
    private final class Turn implements Exchange<Reply> {
        private final Command command;
        private final SequenceNumbers numbers = new SequenceNumbers(next);

        Turn(Command command) {
            this.command = command;
        }

        @Override
        public Octets datagram() {
            sent = sent == LAST ? 1 : sent + 1;
            int number = numbers.next();
            next = number + 1;
            return cipher.seal(bmcId, sent, IpmiMessage.request(command, number));
        }

        @Override
        public @Nullable Reply answer(Octets datagram) {
            var packet = Packet.read(datagram);
            if (packet.version() != 2 || packet.sessionId() != consoleId || packet.type() != Packet.IPMI) {
                return null;
            }
            var message = IpmiMessage.answer(cipher.unseal(datagram, packet));
            return window.accept(packet.sequence()) && message.answers(command) && numbers.used(message.sequence())
                    ? new Reply(command, message.completion(), message.data())
                    : null;
        }
    }
}
