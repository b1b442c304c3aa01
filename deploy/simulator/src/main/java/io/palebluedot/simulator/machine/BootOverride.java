package io.palebluedot.simulator.machine;

import java.util.List;

/** Redfish Boot override: target (None, Pxe, Hdd …), enabled (Disabled, Once, Continuous), mode (UEFI, Legacy). */
public record BootOverride(String target, String enabled, String mode) {

    /** No override. */
    public static final BootOverride NONE = new BootOverride("None", "Disabled", "UEFI");

    /** Words for {@code enabled}. */
    public static final List<String> ENABLED = List.of("Disabled", "Once", "Continuous");

    /** Whether the next boot goes to the network. */
    public boolean network() {
        return !enabled.equals("Disabled") && (target.equals("Pxe") || target.equals("UefiHttp"));
    }

    /** What is left after one boot. */
    public BootOverride afterBoot() {
        return enabled.equals("Once") ? new BootOverride("None", "Disabled", mode) : this;
    }
}
