package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.RawCommand;
import io.palebluedot.hardware.driver.ipmi.wire.Command;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** Commands as they are, to the BMC itself. */
final class IpmiRaw implements RawCommand {

    private static final int LONGEST = 255;

    private final IpmiClients clients;

    IpmiRaw(IpmiClients clients) {
        this.clients = clients;
    }

    @Override
    public Uni<RawAnswer> send(Bmc bmc, int networkFunction, int command, Buffer data) {
        boolean sound = networkFunction >= 0
                && networkFunction < 0x40
                && networkFunction % 2 == 0
                && command >= 0
                && command < 0x100
                && data.length() <= LONGEST;
        if (!sound) {
            return Uni.createFrom()
                    .failure(new BmcFailure(
                            BmcFailure.Kind.INVALID,
                            "network function must be even and below 64, command below 256, data at most 255 octets"));
        }
        return clients.of(bmc)
                .ask(Command.of(networkFunction, command, Octets.copyOf(data.getBytes())))
                .map(reply ->
                        new RawAnswer(reply.code(), Buffer.buffer(reply.data().toBytes())));
    }
}
