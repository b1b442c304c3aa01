package io.palebluedot.hardware;

import io.palebluedot.testing.RealServers;
import io.palebluedot.testing.ServersResource;
import java.util.HashMap;
import java.util.Map;

/** Real servers, and a service that is quicker than in production. */
public class HardwareServers extends ServersResource {

    @Override
    public void init(Map<String, String> arguments) {
        super.init(Map.of("database", "hardware"));
    }

    @Override
    public Map<String, String> start() {
        var config = new HashMap<>(super.start());
        config.put("pbd.hardware.redfish.connect-timeout", "PT1S");
        config.put("pbd.hardware.redfish.call-timeout", "PT4S");
        config.put("pbd.hardware.discovery.probe-timeout", "PT2S");
        config.put("pbd.hardware.operations.retry-delay", "PT0.2S");
        config.put("pbd.hardware.operations.poll-interval", "PT0.2S");
        config.put("pbd.hardware.operations.poll", "1s");
        config.put("pbd.hardware.operations.heartbeat", "1s");
        config.put("pbd.hardware.telemetry.gpu-period", "PT1S");
        config.put("pbd.hardware.telemetry.sensor-period", "PT3S");
        config.put("pbd.hardware.telemetry.max-backoff", "PT2S");
        config.put("pbd.hardware.telemetry.refresh", "1s");
        config.put("pbd.hardware.switches.refresh", "1s");
        String grpc = config.get("GRPC_PORT");
        config.put("quarkus.grpc.server.test-port", grpc);
        config.put("pbd.test.grpc", grpc);
        config.put("quarkus.log.category.\"io.palebluedot.hardware\".level", "DEBUG");
        config.put("pbd.test.nats", "nats://127.0.0.1:" + RealServers.get().natsPort());
        return config;
    }
}
