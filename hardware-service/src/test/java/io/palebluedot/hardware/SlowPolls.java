package io.palebluedot.hardware;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Polls so rare that only an event can bring one in time; after {@link HardwareServers}, whose settings it changes. */
public class SlowPolls implements QuarkusTestResourceLifecycleManager {

    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "pbd.hardware.telemetry.gpu-period", "PT10M",
                "pbd.hardware.telemetry.sensor-period", "PT10M");
    }

    @Override
    public void stop() {
        // Nothing was started.
    }
}
