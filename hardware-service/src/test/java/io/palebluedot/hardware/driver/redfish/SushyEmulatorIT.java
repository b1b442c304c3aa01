package io.palebluedot.hardware.driver.redfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.palebluedot.hardware.TestConfig;
import io.palebluedot.hardware.address.AllowedAddresses;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.advisory.Advisories;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BmcFailure.Kind;
import io.palebluedot.hardware.driver.BootControl;
import io.palebluedot.hardware.driver.BootOrder;
import io.palebluedot.hardware.driver.Driver;
import io.palebluedot.hardware.driver.InventoryReader;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.driver.PowerControl;
import io.palebluedot.hardware.driver.PowerState;
import io.palebluedot.hardware.driver.ResetType;
import io.palebluedot.hardware.driver.VirtualMedia;
import io.palebluedot.hardware.http.BoundedHttp;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a Redfish service that nobody here wrote, which knows Basic only, and wants it even of those who ask for a session. */
class SushyEmulatorIT {

    private static final Duration WAIT = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private SushyEmulator emulator;
    private Driver driver;
    private Bmc admin;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(SushyEmulator.installed(), "sushy-emulator is not installed (Python package sushy-tools)");
        emulator = new SushyEmulator(folder);
        var config = TestConfig.with(Map.of());
        driver = new RedfishDriver(
                new RedfishClients(new BoundedHttp(vertx, config), new AllowedAddresses(config), config),
                config,
                new Advisories(config));
        admin = as("right");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() -> done(driver.greet(admin)));
    }

    @AfterEach
    void stop() {
        if (emulator != null) {
            emulator.close();
        }
        vertx.close();
    }

    private Bmc as(String password) {
        return new Bmc(new HostPort("127.0.0.1", emulator.port()), List.of("redfish"), new Login("admin", password));
    }

    private static <T> T done(Uni<T> uni) {
        return uni.await().atMost(WAIT);
    }

    private <C> C the(Class<C> capability) {
        return driver.capability(capability).orElseThrow();
    }

    @Test
    void logsInByBasicAndRefusesAWrongPassword() {
        done(driver.logIn(admin));
        assertThatThrownBy(() -> done(driver.logIn(as("wrong"))))
                .isInstanceOfSatisfying(
                        BmcFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAUTHORIZED));
    }

    @Test
    void readsTheInventory() {
        var tree = done(the(InventoryReader.class).readInventory(admin));

        assertThat(tree.manufacturer()).isEqualTo("Sushy Emulator");
        assertThat(tree.uuid()).isEqualTo("27946b59-9e44-4fa7-8e91-f3527a1ef094");
        assertThat(tree.nics()).extracting(n -> n.mac()).containsExactly("00:5c:52:31:3a:9c");
        assertThat(tree.gpus()).isEmpty();
        // It fails at its storage, which is no reason not to tell the rest.
        assertThat(tree.findings()).anyMatch(f -> f.contains("/Storage: HTTP 500"));
    }

    @Test
    void switchesTheMachineOnAndOff() {
        var power = the(PowerControl.class);

        done(power.reset(admin, ResetType.ON));
        Awaitility.await()
                .atMost(WAIT)
                .untilAsserted(
                        () -> assertThat(done(power.readPower(admin)).state()).isEqualTo(PowerState.ON));
        done(power.reset(admin, ResetType.FORCE_OFF));
        Awaitility.await()
                .atMost(WAIT)
                .untilAsserted(
                        () -> assertThat(done(power.readPower(admin)).state()).isEqualTo(PowerState.OFF));
    }

    @Test
    void setsTheBootDeviceOnce() {
        var boot = the(BootControl.class);

        done(boot.setBoot(admin, "Pxe", true));

        assertThat(done(boot.readBoot(admin)).target()).isEqualTo("Pxe");
        assertThatThrownBy(() -> done(boot.setBoot(admin, "Floppy", true)))
                .isInstanceOfSatisfying(
                        BmcFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID));
    }

    @Test
    void saysWhatItDoesNotHave() {
        assertThatThrownBy(() -> done(the(BootOrder.class).readOrder(admin)))
                .isInstanceOfSatisfying(
                        BmcFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED));
        assertThat(done(the(VirtualMedia.class).readDrives(admin))).isNotEmpty();
    }
}
