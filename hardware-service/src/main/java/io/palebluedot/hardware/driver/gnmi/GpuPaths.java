package io.palebluedot.hardware.driver.gnmi;

import io.palebluedot.hardware.HardwareConfig;
import java.util.Optional;
import java.util.TreeMap;

/** Where a target keeps a GPU's settings. OpenConfig has no model of GPUs: the paths are configuration. */
final class GpuPaths {

    private static final String DEVICE = "{device}";

    /** Where one number is set, and where its limits are told. */
    record Setting(GnmiPath value, Optional<GnmiPath> min, Optional<GnmiPath> max) {}

    private final HardwareConfig.Gnmi.Gpu config;

    GpuPaths(HardwareConfig.Gnmi.Gpu config) {
        this.config = config;
        // Mistakes in the configuration show when the service starts.
        powerLimit("device");
        memoryClock("device");
    }

    String device(int index) {
        return config.device().replace("{index}", Integer.toString(index));
    }

    Setting powerLimit(String device) {
        return setting(device, config.powerLimit(), config.powerLimitMin(), config.powerLimitMax());
    }

    Setting memoryClock(String device) {
        return setting(device, config.memoryClock(), config.memoryClockMin(), config.memoryClockMax());
    }

    private static Setting setting(String device, String value, Optional<String> min, Optional<String> max) {
        return new Setting(path(device, value), min.map(p -> path(device, p)), max.map(p -> path(device, p)));
    }

    /** The device goes into names and keys after parsing, so that it cannot change the path. */
    private static GnmiPath path(String device, String template) {
        var parsed = GnmiPath.parse(template);
        var elems = parsed.elems().stream()
                .map(elem -> {
                    var keys = new TreeMap<String, String>();
                    elem.keys().forEach((key, value) -> keys.put(key, value.replace(DEVICE, device)));
                    return new GnmiPath.Elem(elem.name().replace(DEVICE, device), keys);
                })
                .toList();
        return new GnmiPath(parsed.origin(), elems);
    }
}
