package io.palebluedot.simulator.machine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a server outlives the simulator's process. Faults do not: a restarted rack is whole.
 *
 * @param serial the system it belongs to, so that a rack of another make does not take it over
 * @param system the installed system's name, absent on an empty disk
 */
public record MachineState(
        String serial,
        PowerState power,
        HostState host,
        @Nullable String system,
        BootOverride boot,
        List<GpuSetting> gpus,
        Map<String, JsonNode> bios,
        Map<String, JsonNode> pendingBios,
        Map<String, String> firmware,
        Map<String, JsonNode> properties) {

    /** A GPU's limits. */
    public record GpuSetting(int powerLimitWatts, int memoryClockMhz, int smClockMhz) {}
}
