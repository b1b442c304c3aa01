package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.ipmi.wire.Command;
import io.palebluedot.hardware.driver.ipmi.wire.CompletionCode;
import io.palebluedot.hardware.driver.ipmi.wire.Reply;
import io.smallrye.mutiny.Uni;
import java.util.function.IntFunction;

/** The number with which a BMC proves that what is read did not change meanwhile; taken anew when lost, but not for ever. */
final class Reservation {

    private static final int MOST = 16;

    private final IpmiClient client;
    private final Command reserve;
    private int number;
    private int taken;

    Reservation(IpmiClient client, Command reserve) {
        this.client = client;
        this.reserve = reserve;
    }

    /** A BMC without reservations gets number 0. */
    Uni<Void> take() {
        if (++taken > MOST) {
            return Uni.createFrom().failure(new BmcFailure(BmcFailure.Kind.BUSY, "what is read changes all the time"));
        }
        return client.ask(reserve)
                .invoke(reply -> number = reply.ok() ? reply.data().u16(0) : 0)
                .replaceWithVoid();
    }

    /** Asks with the number; once more with a new one when it was lost. */
    Uni<Reply> ask(IntFunction<Command> command) {
        return client.ask(command.apply(number))
                .chain(reply -> reply.is(CompletionCode.RESERVATION_LOST)
                        ? take().chain(() -> client.ask(command.apply(number)))
                        : Uni.createFrom().item(reply));
    }
}
