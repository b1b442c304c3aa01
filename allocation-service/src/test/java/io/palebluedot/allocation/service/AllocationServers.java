package io.palebluedot.allocation.service;

import io.palebluedot.testing.RealServers;
import io.palebluedot.testing.ServersResource;
import java.util.HashMap;
import java.util.Map;

/** The real servers, with gRPC on a port of its own, the address where an inventory-service may answer, and quick sweeps. */
public class AllocationServers extends ServersResource {

    @Override
    public Map<String, String> start() {
        var config = new HashMap<>(super.start());
        String inventory = Integer.toString(RealServers.freePort());
        config.put("quarkus.grpc.server.test-port", String.valueOf(config.get("GRPC_PORT")));
        config.put("PBD_INVENTORY_GRPC", "127.0.0.1:" + inventory);
        config.put("quarkus.grpc.clients.inventory.test-port", inventory);
        config.put("pbd.allocation.sweep", "1s");
        config.put("pbd.allocation.retry", "2s");
        return config;
    }
}
