package io.palebluedot.hardware.driver;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** Settings of a switch's interfaces. */
public interface SwitchSettings {

    /**
     * What an interface shall have; null leaves as it is.
     *
     * @param mtu bytes, 68 to 65535
     * @param description at most 255 characters; empty takes it away
     * @param accessVlan 1 to 4094; makes the port an access port
     */
    record InterfaceWish(
            @Nullable Boolean enabled,
            @Nullable Integer mtu,
            @Nullable String description,
            @Nullable Integer accessVlan) {}

    /**
     * Applies all of the wish or nothing, and reads it back.
     *
     * @return fails with INVALID before anything is written when the wish is impossible, with NOT_FOUND when there is no such interface,
     *     with NOT_CONFIRMED when another value reads back
     */
    Uni<Void> setInterface(Bmc bmc, String name, InterfaceWish wish);
}
