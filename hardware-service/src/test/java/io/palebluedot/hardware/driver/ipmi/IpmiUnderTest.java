package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.TestConfig;
import io.palebluedot.hardware.address.AllowedAddresses;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.advisory.Advisories;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BootControl;
import io.palebluedot.hardware.driver.EventLogReader;
import io.palebluedot.hardware.driver.InventoryReader;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.driver.PowerControl;
import io.palebluedot.hardware.driver.RawCommand;
import io.palebluedot.hardware.driver.SensorReader;
import io.palebluedot.hardware.driver.ipmi.lan.Lan;
import io.palebluedot.hardware.driver.ipmi.lan.UdpPort;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The driver with everything below it, without a container. */
final class IpmiUnderTest implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final Vertx vertx = Vertx.vertx();
    final HardwareConfig config;
    final IpmiClients clients;
    final IpmiDriver driver;

    IpmiUnderTest(Map<String, String> settings) {
        var all = new HashMap<>(Map.of("pbd.hardware.ipmi.retransmit-after", "PT0.1S"));
        all.putAll(settings);
        config = TestConfig.with(all);
        clients = new IpmiClients(new Lan(new UdpPort(vertx, config)), vertx, new AllowedAddresses(config), config);
        driver = new IpmiDriver(clients, config, new Advisories(config));
    }

    static Bmc bmc(int port, String user, String password) {
        return new Bmc(new HostPort("127.0.0.1", port), List.of("ipmi"), new Login(user, password));
    }

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    PowerControl power() {
        return driver.capability(PowerControl.class).orElseThrow();
    }

    BootControl boot() {
        return driver.capability(BootControl.class).orElseThrow();
    }

    SensorReader sensors() {
        return driver.capability(SensorReader.class).orElseThrow();
    }

    InventoryReader inventory() {
        return driver.capability(InventoryReader.class).orElseThrow();
    }

    EventLogReader log() {
        return driver.capability(EventLogReader.class).orElseThrow();
    }

    RawCommand raw() {
        return driver.capability(RawCommand.class).orElseThrow();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
