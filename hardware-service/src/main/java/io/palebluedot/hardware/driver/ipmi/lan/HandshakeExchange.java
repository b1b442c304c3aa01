package io.palebluedot.hardware.driver.ipmi.lan;

import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import org.jspecify.annotations.Nullable;

/**
 * One step of the key exchange: the same octets for every attempt, so that a BMC that got them twice does not change its random number
 * under the console. The answer is the payload, whose status may be a refusal.
 */
final class HandshakeExchange implements Exchange<Octets> {

    private static final int TAG_AT = 0;
    private static final int STATUS_AT = 1;
    private static final int CONSOLE_ID_AT = 4;

    private final int type;
    private final int answerType;
    private final Octets payload;
    private final long consoleId;

    HandshakeExchange(int type, Octets payload, long consoleId) {
        this.type = type;
        this.answerType = type + 1;
        this.payload = payload;
        this.consoleId = consoleId;
    }

    @Override
    public Octets datagram() {
        return Packet.open(type, payload);
    }

    @Override
    public @Nullable Octets answer(Octets datagram) {
        var packet = Packet.read(datagram);
        if (packet.version() != 2 || packet.type() != answerType || packet.sessionId() != 0) {
            return null;
        }
        var answer = packet.payload();
        boolean ours = answer.u8(TAG_AT) == payload.u8(TAG_AT) && namesSession(answer);
        return ours ? answer : null;
    }

    /** Some BMCs leave the console's id out of a refusal, or send zero. */
    private boolean namesSession(Octets answer) {
        boolean refusal = answer.u8(STATUS_AT) != RakpStatus.OK;
        if (refusal && answer.length() < CONSOLE_ID_AT + 4) {
            return true;
        }
        long id = answer.u32(CONSOLE_ID_AT);
        return id == consoleId || (refusal && id == 0);
    }
}
