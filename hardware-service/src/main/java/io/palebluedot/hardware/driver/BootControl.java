package io.palebluedot.hardware.driver;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the host boots from. */
public interface BootControl {

    /** Redfish words: target Pxe, Hdd …; enabled Once, Continuous, Disabled. */
    record BootReading(
            @Nullable String target,
            @Nullable String enabled,
            @Nullable String mode,
            List<String> allowed) {}

    Uni<BootReading> readBoot(Bmc bmc);

    Uni<Void> setBoot(Bmc bmc, String target, boolean once);
}
