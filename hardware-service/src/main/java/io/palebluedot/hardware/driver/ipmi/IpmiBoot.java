package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BootControl;
import io.palebluedot.hardware.driver.ipmi.wire.Command;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import io.palebluedot.hardware.driver.ipmi.wire.Reply;
import io.smallrye.mutiny.Uni;

/** Set and Get System Boot Options, IPMI 2.0 28.12 and 28.13. */
final class IpmiBoot implements BootControl {

    private static final int SET = 0x08;
    private static final int GET = 0x09;

    private static final int SET_IN_PROGRESS = 0;
    private static final int VALID_BIT_CLEARING = 3;
    private static final int INFO_ACKNOWLEDGE = 4;
    private static final int BOOT_FLAGS = 5;

    private static final int IN_PROGRESS_ELSEWHERE = 0x81;

    /** Keeps the override when no power command comes within 60 s: the one that follows may come later. */
    private static final int NOT_AFTER_TIMEOUT = 0x08;

    private final IpmiClients clients;

    IpmiBoot(IpmiClients clients) {
        this.clients = clients;
    }

    @Override
    public Uni<BootReading> readBoot(Bmc bmc) {
        return clients.of(bmc)
                .get(Command.CHASSIS, GET, BOOT_FLAGS, 0, 0)
                .map(answer -> flags(answer).reading());
    }

    private static BootFlags flags(Octets answer) {
        if ((answer.u8(1) & 0x7F) != BOOT_FLAGS) {
            throw new BmcFailure(BmcFailure.Kind.MALFORMED, "boot flags asked for, another parameter answered");
        }
        return BootFlags.of(answer.from(2));
    }

    /** Only the flags themselves have to be taken; many BMCs have none of the parameters around them. */
    @Override
    public Uni<Void> setBoot(Bmc bmc, String target, boolean once) {
        return Uni.createFrom().item(() -> BootFlags.wished(target, once)).chain(flags -> {
            var client = clients.of(bmc);
            return begin(client)
                    .chain(() -> set(client, VALID_BIT_CLEARING, Octets.of(NOT_AFTER_TIMEOUT)))
                    .chain(() -> set(client, INFO_ACKNOWLEDGE, Octets.of(0x01, 0x01)))
                    .chain(() -> set(client, BOOT_FLAGS, flags.data()))
                    .call(() -> set(client, SET_IN_PROGRESS, Octets.of(0)))
                    .map(Reply::orFail)
                    .replaceWithVoid();
        });
    }

    /** Whoever began before and did not end is not waited for. */
    private static Uni<Reply> begin(IpmiClient client) {
        return set(client, SET_IN_PROGRESS, Octets.of(1))
                .chain(reply -> reply.is(IN_PROGRESS_ELSEWHERE)
                        ? set(client, SET_IN_PROGRESS, Octets.of(0))
                                .chain(() -> set(client, SET_IN_PROGRESS, Octets.of(1)))
                        : Uni.createFrom().item(reply));
    }

    private static Uni<Reply> set(IpmiClient client, int parameter, Octets data) {
        return client.ask(Command.of(Command.CHASSIS, SET, Octets.of(parameter).plus(data)));
    }
}
