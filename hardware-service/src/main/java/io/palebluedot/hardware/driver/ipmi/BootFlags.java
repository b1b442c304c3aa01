package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BootControl.BootReading;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Boot option parameter 5, IPMI 2.0 table 28-14.
 *
 * @param device number of the device selector, 0 for none
 */
record BootFlags(boolean valid, boolean persistent, boolean efi, int device) {

    private static final int VALID = 0x80;
    private static final int PERSISTENT = 0x40;
    private static final int EFI = 0x20;

    /** Redfish's words for device selectors, in the order in which they are told. */
    static final List<String> TARGETS = List.of("None", "Pxe", "Hdd", "Diags", "Cd", "BiosSetup", "Usb");

    private static final Map<String, Integer> DEVICES =
            Map.of("None", 0, "Pxe", 1, "Hdd", 2, "Diags", 4, "Cd", 5, "BiosSetup", 6, "Usb", 15);
    private static final Map<Integer, String> WORDS = Map.of(
            0, "None", 1, "Pxe", 2, "Hdd", 3, "Hdd", 4, "Diags", 5, "Cd", 6, "BiosSetup", 8, "RemoteDrive", 15, "Usb");

    /** Flags for a wish; UEFI always, as every machine here boots so. Fails with INVALID for a target that IPMI cannot. */
    static BootFlags wished(String target, boolean once) {
        var device = DEVICES.get(target);
        if (device == null) {
            throw new BmcFailure(BmcFailure.Kind.INVALID, "boot target '" + target + "' is none of " + TARGETS);
        }
        return device == 0 ? new BootFlags(false, false, false, 0) : new BootFlags(true, !once, true, device);
    }

    /** From the data behind version and parameter number. */
    static BootFlags of(Octets data) {
        int first = data.u8(0);
        return new BootFlags(
                (first & VALID) != 0, (first & PERSISTENT) != 0, (first & EFI) != 0, (data.u8(1) >> 2) & 0x0F);
    }

    Octets data() {
        int first = (valid ? VALID : 0) | (persistent ? PERSISTENT : 0) | (efi ? EFI : 0);
        return Octets.of(first, device << 2, 0, 0, 0);
    }

    /** An override without the valid bit is none. */
    BootReading reading() {
        boolean on = valid && device != 0;
        return new BootReading(
                on ? Objects.requireNonNullElse(WORDS.get(device), "Utilities") : "None",
                on ? (persistent ? "Continuous" : "Once") : "Disabled",
                on ? (efi ? "UEFI" : "Legacy") : null,
                TARGETS);
    }
}
