package io.palebluedot.hardware.driver.gnmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.palebluedot.hardware.TestConfig;
import io.palebluedot.hardware.address.AllowedAddresses;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BmcFailure.Kind;
import io.palebluedot.hardware.driver.GpuSettings;
import io.palebluedot.hardware.driver.GpuSettings.GpuRef;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.driver.SwitchReader;
import io.palebluedot.hardware.driver.SwitchReader.SwitchInterface;
import io.palebluedot.hardware.driver.SwitchSettings;
import io.palebluedot.hardware.driver.SwitchSettings.InterfaceWish;
import io.palebluedot.hardware.driver.SwitchWatch;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against google/gnxi's target and openconfig/gnmi's Subscribe server, with TLS that is verified. */
class GnmiTargetIT {

    private static final String CONFIG = """
            {"openconfig-interfaces:interfaces":{"interface":[
               {"name":"eth0","config":{"name":"eth0","enabled":true,"mtu":9100,"description":"to gpu-node-7"}},
               {"name":"eth1","config":{"name":"eth1"}}]},
             "openconfig-system:system":{"config":{"hostname":"leaf-1"}},
             "openconfig-platform:components":{"component":[
               {"name":"GPU0","config":{"name":"GPU0"},"properties":{"property":[
                 {"name":"power-limit","config":{"name":"power-limit","value":"700"}}]}}]}}""";

    @TempDir
    static Path folder;

    private GoTargets targets;
    private Certificate certificate;
    private final List<AutoCloseable> open = new ArrayList<>();

    /** Before each, so that every test that has to be skipped is named. */
    @BeforeEach
    void build() throws Exception {
        targets = GoTargets.build();
        certificate = Certificate.make(Files.createTempDirectory(folder, "certificate"), "switch");
    }

    @AfterEach
    void stop() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
    }

    private GoTargets.Running gnxi() throws Exception {
        var running = targets.gnxi(certificate, Files.writeString(folder.resolve("config.json"), CONFIG));
        open.add(running);
        return running;
    }

    private GnmiDriver driver(Map<String, String> more) {
        var settings = new HashMap<>(more);
        settings.put("pbd.hardware.gnmi.trust", "ca-file");
        settings.put("pbd.hardware.gnmi.ca-file", certificate.pem().toString());
        var config = TestConfig.with(settings);
        var clients = new GnmiClients(new AllowedAddresses(config), config);
        open.add(() -> clients.stop(new ShutdownEvent()));
        return new GnmiDriver(clients, config);
    }

    private static Bmc bmc(GoTargets.Running running, String password) {
        return new Bmc(new HostPort("127.0.0.1", running.port()), List.of("gnmi"), new Login("admin", password));
    }

    private static <T> T done(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }

    private static BmcFailure failure(Uni<?> uni) {
        var failure = catchThrowableOfType(BmcFailure.class, () -> done(uni));
        assertThat(failure).isNotNull();
        return failure;
    }

    private static SwitchInterface eth0(GnmiDriver driver, Bmc bmc) {
        return done(driver.capability(SwitchReader.class).orElseThrow().readInterfaces(bmc)).stream()
                .filter(i -> i.name().equals("eth0"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void isGreetedAndTakesTheRightLoginOnly() throws Exception {
        var running = gnxi();
        var driver = driver(Map.of());
        done(driver.greet(bmc(running, "")));
        done(driver.logIn(bmc(running, "right")));
        assertThat(failure(driver.logIn(bmc(running, "wrong"))).kind()).isEqualTo(Kind.UNAUTHORIZED);
    }

    @Test
    void tellsItsInterfacesAndNothingOfWhatItDoesNotHave() throws Exception {
        var bmc = bmc(gnxi(), "right");
        var reader = driver(Map.of()).capability(SwitchReader.class).orElseThrow();
        assertThat(done(reader.readInterfaces(bmc)))
                .extracting(i -> i.name() + " " + i.enabled() + " " + i.mtu() + " " + i.description())
                .containsExactlyInAnyOrder("eth0 true 9100 to gpu-node-7", "eth1 null null null");
        assertThat(done(reader.readNeighbours(bmc))).isEmpty();
        assertThat(done(reader.readOptics(bmc))).isEmpty();
    }

    @Test
    void takesTheSettingsOfAnInterface() throws Exception {
        var bmc = bmc(gnxi(), "right");
        var driver = driver(Map.of());
        var settings = driver.capability(SwitchSettings.class).orElseThrow();
        done(settings.setInterface(bmc, "eth0", new InterfaceWish(false, 1500, "spare", null)));
        var now = eth0(driver, bmc);
        assertThat(List.of(now.enabled(), now.mtu(), now.description())).isEqualTo(List.of(false, 1500, "spare"));
        done(settings.setInterface(bmc, "eth0", new InterfaceWish(null, null, "", null)));
        assertThat(eth0(driver, bmc).description()).isNull();
        assertThat(eth0(driver, bmc).mtu()).isEqualTo(1500);
    }

    @Test
    void doesNothingOfASetThatItRefusesAPartOf() throws Exception {
        var bmc = bmc(gnxi(), "right");
        var driver = driver(Map.of());
        var settings = driver.capability(SwitchSettings.class).orElseThrow();
        // This target has no VLANs.
        var failure = failure(settings.setInterface(bmc, "eth0", new InterfaceWish(null, 1500, null, 42)));
        assertThat(failure.kind()).isIn(Kind.INVALID, Kind.NOT_FOUND, Kind.REFUSED);
        assertThat(eth0(driver, bmc).mtu()).isEqualTo(9100);
    }

    @Test
    void takesTheLimitOfAGpu() throws Exception {
        var bmc = bmc(gnxi(), "right");
        var gpus = driver(Map.of()).capability(GpuSettings.class).orElseThrow();
        var gpu = new GpuRef("1650", null, 0);
        var before = done(gpus.readGpu(bmc, gpu)).powerWatts();
        assertThat(before).isEqualTo(new GpuSettings.Limit(700, null, null));
        done(gpus.setPowerLimit(bmc, gpu, 400));
        assertThat(done(gpus.readGpu(bmc, gpu)).powerWatts()).isEqualTo(new GpuSettings.Limit(400, null, null));
        assertThat(failure(gpus.setMemoryClock(bmc, gpu, 1500)).kind()).isEqualTo(Kind.UNSUPPORTED);
    }

    @Test
    void aTargetWithSubscribeOnlyIsReadAndFollowedByItsName() throws Exception {
        var running = targets.subscribe(certificate, "leaf-1");
        open.add(running);
        running.tell(update("oper-status", "{\"stringVal\":\"UP\"}"));
        running.tell(update("mtu", "{\"uintVal\":\"9100\"}"));
        var bmc = bmc(running, "right");
        var driver = driver(Map.of("pbd.hardware.gnmi.prefix-target", "leaf-1"));
        Awaitility.await()
                .until(() ->
                        done(driver.capability(SwitchReader.class).orElseThrow().readInterfaces(bmc))
                                        .size()
                                == 1);
        var read = eth0(driver, bmc);
        assertThat(read.operStatus()).isEqualTo("UP");
        assertThat(read.mtu()).isEqualTo(9100);

        var seen = new CopyOnWriteArrayList<String>();
        var failed = new CopyOnWriteArrayList<Throwable>();
        var watch = driver.capability(SwitchWatch.class)
                .orElseThrow()
                .watchInterfaces(bmc)
                .subscribe()
                .with(i -> seen.add(i.operStatus() + " " + i.mtu()), failed::add);
        Awaitility.await().untilAsserted(() -> assertThat(seen).contains("UP 9100"));
        running.tell(update("oper-status", "{\"stringVal\":\"DOWN\"}"));
        Awaitility.await().untilAsserted(() -> assertThat(seen).last().isEqualTo("DOWN 9100"));
        running.tell("{\"delete\":[" + place("mtu") + "]}");
        Awaitility.await().untilAsserted(() -> assertThat(seen).last().isEqualTo("DOWN null"));
        watch.cancel();
        assertThat(failed).isEmpty();
    }

    private static String update(String leaf, String value) {
        return "{\"update\":[{\"path\":" + place(leaf) + ",\"val\":" + value + "}]}";
    }

    private static String place(String leaf) {
        return "{\"elem\":[{\"name\":\"interfaces\"},{\"name\":\"interface\",\"key\":{\"name\":\"eth0\"}},"
                + "{\"name\":\"state\"},{\"name\":\"" + leaf + "\"}]}";
    }
}
