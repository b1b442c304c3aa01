package io.palebluedot.hardware.driver.ipmi.lan;

import io.palebluedot.hardware.driver.ipmi.wire.Command;
import io.palebluedot.hardware.driver.ipmi.wire.IpmiMessage;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import io.palebluedot.hardware.driver.ipmi.wire.Reply;
import org.jspecify.annotations.Nullable;

/** A command outside of any session, in the 1.5 wrapper. */
final class SessionlessExchange implements Exchange<Reply> {

    private final Command command;
    private final SequenceNumbers numbers = new SequenceNumbers();

    SessionlessExchange(Command command) {
        this.command = command;
    }

    @Override
    public Octets datagram() {
        return Packet.sessionless(IpmiMessage.request(command, numbers.next()));
    }

    @Override
    public @Nullable Reply answer(Octets datagram) {
        var packet = Packet.read(datagram);
        if (packet.type() != Packet.IPMI || packet.sessionId() != 0 || packet.encrypted()) {
            return null;
        }
        var message = IpmiMessage.answer(packet.payload());
        return message.answers(command) && numbers.used(message.sequence())
                ? new Reply(command, message.completion(), message.data())
                : null;
    }
}
