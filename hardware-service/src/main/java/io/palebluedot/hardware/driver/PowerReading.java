package io.palebluedot.hardware.driver;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Power as the BMC shows it.
 *
 * @param lastReset the BMC's own words for when the host was last reset, where it tells
 * @param allowed resets the BMC advertises; empty when it does not say
 */
public record PowerReading(PowerState state, @Nullable String lastReset, Set<ResetType> allowed) {}
