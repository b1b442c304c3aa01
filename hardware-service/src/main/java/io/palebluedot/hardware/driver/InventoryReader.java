package io.palebluedot.hardware.driver;

import io.palebluedot.events.ServerEvent.HardwareTree;
import io.smallrye.mutiny.Uni;

/** Everything a BMC tells of its server. */
public interface InventoryReader {

    /** The tree without exporter addresses; absent facts stay absent. */
    Uni<HardwareTree> readInventory(Bmc bmc, Depth depth);

    /** What an enrolment needs. */
    default Uni<HardwareTree> readInventory(Bmc bmc) {
        return readInventory(bmc, Depth.OVERVIEW);
    }
}
