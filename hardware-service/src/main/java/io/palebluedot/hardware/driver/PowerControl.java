package io.palebluedot.hardware.driver;

import io.smallrye.mutiny.Uni;

/** Power of a server's host system. */
public interface PowerControl {

    Uni<PowerReading> readPower(Bmc bmc);

    /** Completes when the BMC accepted; the state follows later. */
    Uni<Void> reset(Bmc bmc, ResetType type);
}
