package io.palebluedot.workflow.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The services and the cluster that workflow-service talks to, and limits that suit a test. */
public class PeersResource implements QuarkusTestResourceLifecycleManager {

    private FakeServices services;

    @Override
    public Map<String, String> start() {
        try {
            services = new FakeServices();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var config = new HashMap<String, String>();
        config.put("TINKERBELL_URL", FakeTinkerbell.get().url());
        config.put("PBD_INVENTORY_GRPC", "127.0.0.1:" + services.inventoryPort());
        config.put("PBD_HARDWARE_GRPC", "127.0.0.1:" + services.hardwarePort());
        // In test mode Quarkus' clients look at this port only.
        config.put("quarkus.grpc.clients.inventory.test-port", Integer.toString(services.inventoryPort()));
        config.put("quarkus.grpc.clients.hardware.test-port", Integer.toString(services.hardwarePort()));
        config.put("pbd.workflow.recheck", "0.2s");
        config.put("pbd.workflow.retry-delay", "0.1s");
        config.put("pbd.workflow.away-delay", "0.2s");
        config.put("pbd.workflow.lease", "3s");
        config.put("pbd.workflow.steps.boot_pxe.timeout", "2s");
        config.put("quarkus.log.category.\"io.fabric8.mockwebserver\".level", "WARN");
        return config;
    }

    @Override
    public void stop() {
        services.stop();
    }
}
