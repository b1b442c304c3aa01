package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.events.ServerEvent.Component;
import io.palebluedot.events.ServerEvent.Firmware;
import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.hardware.driver.ipmi.fru.FruFacts;
import io.palebluedot.hardware.driver.ipmi.lan.Greeting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was read, as a tree: a pure function. */
record InventoryFacts(DeviceId device, @Nullable String uuid, ChassisStatus status, FruFacts fru, Greeting greeting) {

    HardwareTree tree(String bmcAddress) {
        var product = fru.product();
        var board = fru.board();
        var chassis = fru.chassis();
        return new HardwareTree(
                bmcAddress,
                IpmiClients.PROTOCOL,
                null,
                null,
                first(product == null ? null : product.manufacturer(), board == null ? null : board.manufacturer()),
                first(product == null ? null : product.name(), board == null ? null : board.product()),
                first(product == null ? null : product.partNumber(), chassis == null ? null : chassis.partNumber()),
                first(
                        product == null ? null : product.serial(),
                        first(chassis == null ? null : chassis.serial(), board == null ? null : board.serial())),
                uuid,
                null,
                device.firmware(),
                status.power().word(),
                status.health(),
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(new Firmware("BMC", device.firmware(), false)),
                null,
                null,
                null,
                findings(),
                board == null ? List.of() : List.of(board(board)),
                List.of());
    }

    /** FRU data tells of the board it is on, and of no other part. */
    private static Component board(FruFacts.Board board) {
        return new Component(
                "board",
                "0",
                null,
                null,
                board.manufacturer(),
                board.product(),
                board.partNumber(),
                board.serial(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private List<String> findings() {
        var findings = new ArrayList<>(fru.damages());
        findings.addAll(IpmiWeaknesses.of(greeting));
        return List.copyOf(findings);
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one != null ? one : other;
    }
}
