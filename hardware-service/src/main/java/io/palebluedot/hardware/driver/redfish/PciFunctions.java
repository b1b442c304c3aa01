package io.palebluedot.hardware.driver.redfish;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** PCI address of a device, which Redfish has no property for; vendors tell it in the function's Oem part. */
final class PciFunctions {

    private static final Pattern ADDRESS = Pattern.compile("(?i)([0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-9a-f]{2}(\\.[0-7])?");

    private PciFunctions() {}

    static @Nullable String address(Tree tree, Resource device) {
        for (var function : tree.members(device, "PCIeFunctions")) {
            String told = GpuFacts.first(function.oemText("PCIAddress"), function.oemText("BusDeviceFunction"));
            if (told != null && ADDRESS.matcher(told).matches()) {
                return told;
            }
        }
        String told = device.oemText("PCIAddress");
        return told != null && ADDRESS.matcher(told).matches() ? told : null;
    }
}
