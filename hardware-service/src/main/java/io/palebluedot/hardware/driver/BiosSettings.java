package io.palebluedot.hardware.driver;

import io.smallrye.mutiny.Uni;
import java.util.Map;

/** BIOS attributes; written values wait for a reset. */
public interface BiosSettings {

    /** Current attributes; {@code pending} are written values that differ from the current ones */
    record BiosReading(Map<String, Object> attributes, Map<String, Object> pending) {}

    Uni<BiosReading> readBios(Bmc bmc);

    /** Fails with INVALID, naming the attribute, before anything is written. */
    Uni<Void> writeBios(Bmc bmc, Map<String, Object> attributes);
}
