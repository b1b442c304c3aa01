package io.palebluedot.inventory;

import io.palebluedot.testing.RealServers;
import io.palebluedot.testing.ServersResource;
import java.util.HashMap;
import java.util.Map;

/** Real servers, and the address where a hardware-service will answer. */
public class InventoryServers extends ServersResource {

    @Override
    public void init(Map<String, String> arguments) {
        super.init(Map.of("database", "inventory"));
    }

    @Override
    public Map<String, String> start() {
        var config = new HashMap<>(super.start());
        String hardware = Integer.toString(RealServers.freePort());
        config.put("PBD_HARDWARE_GRPC", "127.0.0.1:" + hardware);
        // Quarkus has ports of its own for tests.
        config.put("quarkus.grpc.clients.hardware.test-port", hardware);
        config.put("quarkus.grpc.server.test-port", Integer.toString(RealServers.freePort()));
        config.put("pbd.test.nats", "nats://127.0.0.1:" + RealServers.get().natsPort());
        config.put("pbd.inventory.sweep-every", "1s");
        config.put("pbd.grpc.deadline", "3s");
        return config;
    }
}
