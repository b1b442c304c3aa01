package io.palebluedot.hardware.driver.gnmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.gnmi.proto.SubscriptionMode;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.palebluedot.hardware.TestConfig;
import io.palebluedot.hardware.address.AllowedAddresses;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BmcFailure.Kind;
import io.palebluedot.hardware.driver.GpuSettings;
import io.palebluedot.hardware.driver.GpuSettings.GpuReading;
import io.palebluedot.hardware.driver.GpuSettings.GpuRef;
import io.palebluedot.hardware.driver.GpuSettings.Limit;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.driver.SwitchReader;
import io.palebluedot.hardware.driver.SwitchReader.Lane;
import io.palebluedot.hardware.driver.SwitchReader.Neighbour;
import io.palebluedot.hardware.driver.SwitchReader.Optic;
import io.palebluedot.hardware.driver.SwitchReader.Platform;
import io.palebluedot.hardware.driver.SwitchReader.SwitchInterface;
import io.palebluedot.hardware.driver.SwitchSettings;
import io.palebluedot.hardware.driver.SwitchSettings.InterfaceWish;
import io.palebluedot.hardware.driver.SwitchWatch;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GnmiSwitchTest {

    private static final String INTERFACES = """
            {"openconfig-interfaces:interface":[{
               "name":"Ethernet0",
               "config":{"name":"Ethernet0","enabled":true,"mtu":9100,"description":"to gpu-node-7"},
               "state":{"admin-status":"UP","oper-status":"DOWN","mtu":9100,"transceiver":"xcvr0",
                        "counters":{"in-octets":"12345678901234","out-errors":"0","last-clear":"2026-01-01"}},
               "openconfig-if-ethernet:ethernet":{
                 "state":{"port-speed":"openconfig-if-ethernet:SPEED_400GB","mac-address":"02:00:00:00:00:01"},
                 "openconfig-vlan:switched-vlan":{"config":{"interface-mode":"ACCESS","access-vlan":42}}}},
              {"name":"Loopback0","state":{"oper-status":"UP"}}]}""";
    private static final String COMPONENTS = """
            {"component":[
              {"name":"chassis","state":{"type":"openconfig-platform-types:CHASSIS","mfg-name":"Acme","part-no":"S64",
                                         "serial-no":"SN1"}},
              {"name":"os","state":{"type":"OPERATING_SYSTEM","software-version":"5.11"}},
              {"name":"GPU-A","state":{"serial-no":"1650"},"properties":{"property":[
                {"name":"power-limit","config":{"value":700}},
                {"name":"power-limit-min","state":{"value":"200"}},
                {"name":"power-limit-max","state":{"value":700}}]}},
              {"name":"xcvr0","state":{"type":"TRANSCEIVER","temperature":{"instant":"41.5"}},
               "transceiver":{"state":{"present":"PRESENT","vendor":"Fibre Co","vendor-part":"OSFP-400","serial-no":"X9"},
                 "physical-channels":{"channel":[
                   {"index":0,"state":{"index":0,"input-power":{"instant":"-1.25"},"output-power":{"instant":0.5},
                                       "laser-bias-current":{"instant":"7.1"}}},
                   {"index":1,"state":{"index":1,"input-power":{"instant":"-40"}}}]}}}]}""";
    private static final String LLDP = """
            {"interfaces":{"interface":[{"name":"Ethernet0","state":{"name":"Ethernet0"},
              "neighbors":{"neighbor":[{"id":"1","state":{"id":"1","chassis-id":"02:aa:00:00:00:07","port-id":"eth2",
                                                        "system-name":"gpu-node-7","port-description":"mlx5_0"}}]}}]}}""";

    private FakeTarget target;
    private Bmc bmc;
    private GnmiDriver driver;

    @BeforeEach
    void startTarget() throws Exception {
        target = new FakeTarget(null, 0);
        target.tree = request -> {
            var tree = GnmiJson.MAPPER.createObjectNode();
            try {
                tree.set("/interfaces", GnmiJson.MAPPER.readTree(interfaces()));
                tree.set("/components", GnmiJson.MAPPER.readTree(COMPONENTS));
                tree.set("/lldp", GnmiJson.MAPPER.readTree(LLDP));
                tree.set(
                        "/system/state",
                        GnmiJson.MAPPER.readTree("{\"hostname\":\"leaf-1\",\"boot-time\":\"1700000000000000000\"}"));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return FakeSwitch.answer(request, tree);
        };
        bmc = new Bmc(new HostPort("127.0.0.1", target.port()), List.of("gnmi"), new Login("admin", "right"));
        var config = TestConfig.with(Map.of("pbd.hardware.gnmi.sample-interval", "PT0.2S"));
        driver = new GnmiDriver(new GnmiClients(new AllowedAddresses(config), config), config);
    }

    @AfterEach
    void stopTarget() {
        done(driver.forget(bmc));
        target.close();
    }

    /** A Set takes the description away. */
    private String interfaces() {
        return target.sets.isEmpty() ? INTERFACES : INTERFACES.replace(",\"description\":\"to gpu-node-7\"", "");
    }

    private <C> C capability(Class<C> type) {
        return driver.capability(type).orElseThrow();
    }

    private static <T> T done(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }

    private static BmcFailure failure(Uni<?> uni) {
        var failure = catchThrowableOfType(BmcFailure.class, () -> done(uni));
        assertThat(failure).isNotNull();
        return failure;
    }

    @Test
    void tellsWhatItIs() {
        assertThat(done(capability(SwitchReader.class).readPlatform(bmc)))
                .isEqualTo(new Platform("leaf-1", "Acme", "S64", "SN1", "5.11", Instant.parse("2023-11-14T22:13:20Z")));
    }

    @Test
    void tellsItsInterfaces() {
        assertThat(done(capability(SwitchReader.class).readInterfaces(bmc)))
                .containsExactly(
                        new SwitchInterface(
                                "Ethernet0",
                                true,
                                "UP",
                                "DOWN",
                                400_000_000_000L,
                                9100,
                                "to gpu-node-7",
                                "02:00:00:00:00:01",
                                42,
                                "xcvr0",
                                Map.of("in_octets", 12_345_678_901_234L, "out_errors", 0L)),
                        new SwitchInterface(
                                "Loopback0", null, null, "UP", null, null, null, null, null, null, Map.of()));
    }

    @Test
    void tellsTheLightOfItsOptics() {
        assertThat(done(capability(SwitchReader.class).readOptics(bmc)))
                .containsExactly(new Optic(
                        "xcvr0",
                        true,
                        "Fibre Co",
                        "OSFP-400",
                        "X9",
                        41.5,
                        List.of(new Lane(0, -1.25, 0.5, 7.1), new Lane(1, -40.0, null, null))));
    }

    @Test
    void tellsWhoIsAtTheOtherEnd() {
        assertThat(done(capability(SwitchReader.class).readNeighbours(bmc)))
                .containsExactly(new Neighbour("Ethernet0", "02:aa:00:00:00:07", "eth2", "mlx5_0", "gpu-node-7"));
    }

    @Test
    void aTargetWithNoneOfItTellsNothing() {
        target.tree = FakeTarget.NOTHING;
        var reader = capability(SwitchReader.class);
        assertThat(done(reader.readPlatform(bmc))).isEqualTo(new Platform(null, null, null, null, null, null));
        assertThat(done(reader.readInterfaces(bmc))).isEmpty();
        assertThat(done(reader.readOptics(bmc))).isEmpty();
        assertThat(done(reader.readNeighbours(bmc))).isEmpty();
    }

    @Test
    void setsAnInterfaceInOneRequest() {
        var wish = new InterfaceWish(true, 9100, "", 42);
        done(capability(SwitchSettings.class).setInterface(bmc, "Ethernet0", wish));
        assertThat(target.sets).hasSize(1);
        String place = "/interfaces/interface[name=Ethernet0]/";
        assertThat(target.sets.getFirst().getUpdateList())
                .containsExactly(
                        FakeTarget.json(place + "config/enabled", "true"),
                        FakeTarget.json(place + "config/mtu", "9100"),
                        FakeTarget.json(place + "ethernet/switched-vlan/config/interface-mode", "\"ACCESS\""),
                        FakeTarget.json(place + "ethernet/switched-vlan/config/access-vlan", "42"));
        assertThat(target.sets.getFirst().getDeleteList())
                .containsExactly(NotificationReader.wire(GnmiPath.parse(place + "config/description")));
    }

    @Test
    void impossibleWishesAndUnknownInterfacesAreRefusedBeforeAnythingIsWritten() {
        var settings = capability(SwitchSettings.class);
        for (var wish : List.of(
                new InterfaceWish(null, null, null, null),
                new InterfaceWish(null, 67, null, null),
                new InterfaceWish(null, null, "x".repeat(256), null),
                new InterfaceWish(null, null, null, 4095))) {
            assertThat(failure(settings.setInterface(bmc, "Ethernet0", wish)).kind())
                    .isEqualTo(Kind.INVALID);
        }
        assertThat(failure(settings.setInterface(bmc, "Ethernet9", new InterfaceWish(true, null, null, null)))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(target.sets).isEmpty();
    }

    @Test
    void aValueThatDoesNotReadBackIsAFailure() {
        var failure = failure(capability(SwitchSettings.class)
                .setInterface(bmc, "Ethernet0", new InterfaceWish(null, 1500, null, null)));
        assertThat(failure.kind()).isEqualTo(Kind.NOT_CONFIRMED);
        assertThat(failure.text()).isEqualTo("mtu reads back as 9100, not 1500");
    }

    @Test
    void aWatchTellsAnInterfaceWholeThoughOnlyAPartChanged() {
        target.stream = (request, answers) -> {
            answers.onNext(FakeTarget.told(
                    FakeTarget.json("/interfaces/interface[name=Ethernet0]/state/oper-status", "\"UP\""),
                    FakeTarget.json("/interfaces/interface[name=Ethernet0]/state/mtu", "9100"),
                    FakeTarget.json("/interfaces/interface[name=Ethernet4]/state/oper-status", "\"UP\"")));
            answers.onNext(FakeTarget.synced());
            answers.onNext(FakeTarget.told(
                    FakeTarget.json("/interfaces/interface[name=Ethernet0]/state/oper-status", "\"DOWN\"")));
        };
        var told = capability(SwitchWatch.class)
                .watchInterfaces(bmc)
                .select()
                .first(3)
                .collect()
                .asList();
        assertThat(done(told))
                .extracting(i -> i.name() + " " + i.operStatus() + " " + i.mtu())
                .containsExactly("Ethernet0 UP 9100", "Ethernet4 UP null", "Ethernet0 DOWN 9100");
    }

    @Test
    void aTargetThatRefusesOnChangeIsSampled() {
        target.stream = (request, answers) -> {
            if (request.getSubscribe().getSubscription(0).getMode() == SubscriptionMode.ON_CHANGE) {
                answers.onError(Status.UNIMPLEMENTED
                        .withDescription("ON_CHANGE is not supported")
                        .asRuntimeException());
            } else {
                answers.onNext(FakeTarget.told(
                        FakeTarget.json("/interfaces/interface[name=Ethernet0]/state/oper-status", "\"UP\"")));
            }
        };
        assertThat(done(capability(SwitchWatch.class).watchInterfaces(bmc).toUni())
                        .operStatus())
                .isEqualTo("UP");
    }

    @Test
    void aGpuIsFoundByItsSerialNumberAndItsLimitSet() {
        var gpus = capability(GpuSettings.class);
        var gpu = new GpuRef("1650", "slot-1", 3);
        assertThat(done(gpus.readGpu(bmc, gpu))).isEqualTo(new GpuReading(new Limit(700, 200, 700), null));
        done(gpus.setPowerLimit(bmc, gpu, 400));
        assertThat(target.sets.getFirst().getUpdateList())
                .containsExactly(FakeTarget.json(
                        "/components/component[name=GPU-A]/properties/property[name=power-limit]/config/value", "400"));
        assertThat(failure(gpus.setMemoryClock(bmc, gpu, 1500)).kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(target.sets).hasSize(1);
    }

    @Test
    void aGpuThatIsNoComponentHasTheConfiguredDeviceId() {
        assertThat(done(capability(GpuSettings.class).readGpu(bmc, new GpuRef("other", null, 3))))
                .isEqualTo(new GpuReading(null, null));
        assertThat(target.gets)
                .extracting(FakeTarget::path)
                .contains("/components/component[name=GPU3]/properties/property[name=power-limit]/config/value");
    }

    @Test
    void aDeviceIdCannotLeaveItsPlaceInThePath() {
        var paths = new GpuPaths(TestConfig.with(Map.of()).gnmi().gpu());
        assertThat(paths.powerLimit("a]/b[c=d").value().elems()).hasSize(6);
        assertThat(ByteString.copyFromUtf8(paths.powerLimit("a]/b").value().toString())
                        .toStringUtf8())
                .startsWith("/components/component[name=a\\]/b]/");
    }
}
