package io.palebluedot.hardware.inspection;

import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.hardware.driver.Attempt;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Depth;
import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.driver.InventoryReader;
import io.palebluedot.hardware.driver.WeaknessReader;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads what a machine is, with all that should worry its operator. */
@ApplicationScoped
public class ServerReading {

    private final Drivers drivers;

    ServerReading(Drivers drivers) {
        this.drivers = drivers;
    }

    /** The whole tree with its findings. */
    public Uni<HardwareTree> read(Bmc bmc, Depth depth, Consumer<Attempt> seen) {
        return tree(bmc, depth, seen).chain(tree -> judged(bmc, tree));
    }

    /**
     * The tree as the first protocol tells it, and no other: what a lesser protocol cannot see, such as the GPUs in IPMI, must not look
     * as if it were gone.
     */
    Uni<HardwareTree> tree(Bmc bmc, Depth depth, Consumer<Attempt> seen) {
        var first = new Bmc(bmc.address(), bmc.protocols().stream().limit(1).toList(), bmc.ports(), bmc.login());
        return drivers.call(first, InventoryReader.class, r -> r.readInventory(first, depth), seen);
    }

    /** The tree with the weaknesses of every protocol and of the login itself. */
    Uni<HardwareTree> judged(Bmc bmc, HardwareTree tree) {
        return Multi.createFrom()
                .iterable(bmc.protocols())
                .onItem()
                .transformToUniAndConcatenate(protocol -> weaknesses(bmc, protocol))
                .collect()
                .asList()
                .map(found -> Stream.concat(
                                found.stream().flatMap(List::stream), ShippedLogins.finding(bmc.login()).stream())
                        .toList())
                .map(tree::withFindings);
    }

    /** A protocol that falls silent meanwhile has none. */
    Uni<List<String>> weaknesses(Bmc bmc, String protocol) {
        return drivers.of(protocol)
                .flatMap(driver -> driver.capability(WeaknessReader.class))
                .map(reader ->
                        reader.readWeaknesses(bmc).onFailure(BmcFailure.class).recoverWithItem(List.of()))
                .or(() -> Optional.of(Uni.createFrom().item(List.of())))
                .orElseThrow();
    }
}
