package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.hardware.advisory.Advisories;
import io.palebluedot.hardware.advisory.BmcFirmware;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Depth;
import io.palebluedot.hardware.driver.InventoryReader;
import io.palebluedot.hardware.driver.ipmi.fru.FruFacts;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.FruLocator;
import io.palebluedot.hardware.driver.ipmi.wire.Command;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The little that IPMI tells of a machine: who made it, which one it is, the BMC's version. No CPUs, GPUs, drives or networks. */
final class IpmiInventory implements InventoryReader {

    private static final int DEVICE_ID = 0x01;
    private static final int SYSTEM_GUID = 0x37;
    private static final int BMC = 0x20;
    private static final int MOST_DEVICES = 8;

    private final IpmiClients clients;
    private final int maxRecords;
    private final Duration readTimeout;
    private final Advisories advisories;

    IpmiInventory(IpmiClients clients, int maxRecords, Duration readTimeout, Advisories advisories) {
        this.clients = clients;
        this.maxRecords = maxRecords;
        this.readTimeout = readTimeout;
        this.advisories = advisories;
    }

    /** At any depth the same little. */
    @Override
    public Uni<HardwareTree> readInventory(Bmc bmc, Depth depth) {
        var client = clients.of(bmc);
        return read(client)
                .map(facts -> judged(facts.tree(bmc.address().toString()), facts.device()))
                .ifNoItem()
                .after(readTimeout)
                .failWith(() -> new BmcFailure(BmcFailure.Kind.TIMEOUT, "the inventory was not read in time"));
    }

    private HardwareTree judged(HardwareTree tree, DeviceId device) {
        String vendor = tree.manufacturer();
        return vendor == null
                ? tree
                : tree.withFindings(advisories.about(new BmcFirmware(List.of(vendor), device.firmware())));
    }

    private Uni<InventoryFacts> read(IpmiClient client) {
        return Uni.combine()
                .all()
                .unis(
                        client.get(Command.APP, DEVICE_ID).map(DeviceId::of),
                        uuid(client),
                        IpmiPower.status(client),
                        fru(client),
                        client.examine())
                .usingConcurrencyOf(1)
                .with((device, uuid, status, fru, greeting) ->
                        new InventoryFacts(device, uuid.isEmpty() ? null : uuid, status, fru, greeting));
    }

    private static Uni<String> uuid(IpmiClient client) {
        return client.ask(Command.of(Command.APP, SYSTEM_GUID))
                .map(reply -> reply.ok() && reply.data().length() >= 16 ? orEmpty(reply.data()) : "");
    }

    private static String orEmpty(Octets guid) {
        @Nullable String uuid = DeviceId.uuid(guid);
        return uuid == null ? "" : uuid;
    }

    /** Device 0 is the BMC's own; where it names no machine, the other devices are asked. */
    private Uni<FruFacts> fru(IpmiClient client) {
        return new FruReading(client, 0)
                .read()
                .chain(own -> own.namesNoMachine()
                        ? others(client)
                                .onFailure(FruReading::onlyHere)
                                .recoverWithItem(FruFacts.NONE)
                                .map(other -> other.equals(FruFacts.NONE) ? own : other)
                        : Uni.createFrom().item(own));
    }

    private Uni<FruFacts> others(IpmiClient client) {
        return client.memory()
                .records(client, maxRecords)
                .onItem()
                .transformToMulti(records -> Multi.createFrom().iterable(records))
                .filter(r -> r instanceof FruLocator l && l.logical() && l.owner() == BMC && l.fruId() != 0)
                .select()
                .first(MOST_DEVICES)
                .map(FruLocator.class::cast)
                .onItem()
                .transformToUniAndConcatenate(l -> new FruReading(client, l.fruId()).read())
                .filter(facts -> !facts.namesNoMachine())
                .collect()
                .first()
                .map(facts -> facts == null ? FruFacts.NONE : facts);
    }
}
