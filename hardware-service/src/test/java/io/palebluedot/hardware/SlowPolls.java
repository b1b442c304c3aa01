package io.palebluedot.hardware;

import java.util.HashMap;
import java.util.Map;

/** As {@link HardwareServers}, with polls so rare that only an event can bring one in time. */
public class SlowPolls extends HardwareServers {

    @Override
    public Map<String, String> start() {
        var config = new HashMap<>(super.start());
        config.put("pbd.hardware.telemetry.gpu-period", "PT10M");
        config.put("pbd.hardware.telemetry.sensor-period", "PT10M");
        return config;
    }
}
