package io.palebluedot.inventory.machine;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a GPU's hardware: told by the BMC, completed from the catalogue; null when nobody tells. Powers in watts.
 *
 * @param byHand a person told of it, no BMC does
 */
public record GpuFacts(
        int index,
        @Nullable String slot,
        @Nullable String manufacturer,
        @Nullable String model,
        @Nullable String serial,
        @Nullable String partNumber,
        @Nullable String uuid,
        @Nullable String pciAddress,
        @Nullable Long memoryBytes,
        @Nullable String architecture,
        @Nullable Integer tdpWatts,
        @Nullable String nvlinkDomain,
        @Nullable String firmwareVersion,
        @Nullable Integer powerLimit,
        @Nullable Integer powerLimitMin,
        @Nullable Integer powerLimitMax,
        @Nullable Integer memoryClockMhz,
        boolean byHand) {}
