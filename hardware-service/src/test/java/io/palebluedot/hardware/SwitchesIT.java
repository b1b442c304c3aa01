package io.palebluedot.hardware;

import static io.palebluedot.hardware.ServiceUnderTest.credential;
import static io.palebluedot.hardware.ServiceUnderTest.refused;
import static io.palebluedot.hardware.ServiceUnderTest.until;
import static io.palebluedot.hardware.ServiceUnderTest.untilTrue;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nats.client.Nats;
import io.palebluedot.hardware.driver.gnmi.FakeGpuTarget;
import io.palebluedot.hardware.driver.gnmi.FakeSwitch;
import io.palebluedot.proto.hardware.v1.Attempt;
import io.palebluedot.proto.hardware.v1.Link;
import io.palebluedot.proto.hardware.v1.ListLinksRequest;
import io.palebluedot.proto.hardware.v1.ListNeighboursRequest;
import io.palebluedot.proto.hardware.v1.ListSwitchInterfacesRequest;
import io.palebluedot.proto.hardware.v1.ListSwitchesRequest;
import io.palebluedot.proto.hardware.v1.Neighbour;
import io.palebluedot.proto.hardware.v1.RegisterSwitchRequest;
import io.palebluedot.proto.hardware.v1.SetSwitchInterfaceRequest;
import io.palebluedot.proto.hardware.v1.StartDiscoveryRequest;
import io.palebluedot.proto.hardware.v1.Switch;
import io.palebluedot.proto.hardware.v1.SwitchInterface;
import io.palebluedot.proto.hardware.v1.SwitchTarget;
import io.palebluedot.proto.hardware.v1.TelemetryBatch;
import io.palebluedot.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A switch from its registration to its end, and the server that hangs on it. */
@QuarkusTest
@QuarkusTestResource(HardwareServers.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SwitchesIT {

    private static final String MAC = "02:70:62:64:00:1f";

    private static RackUnderTest rack;
    private static FakeSwitch leaf;
    private static String server = "";

    @Inject
    ServiceUnderTest service;

    @ConfigProperty(name = "pbd.test.nats")
    String nats;

    @BeforeAll
    static void start() throws Exception {
        rack = new RackUnderTest(49, 31, 1, "hgx-h200");
        leaf = new FakeSwitch("0270.6264.001F");
    }

    @AfterAll
    static void stop() {
        leaf.close();
        rack.close();
    }

    @Test
    @Order(1)
    void aRegisteredSwitchIsReadAndItsPasswordIsNotKeptInTheOpen() {
        server = service.discover(StartDiscoveryRequest.newBuilder()
                        .addAddresses(rack.address(0))
                        .addCredentials(credential(rack.rack().password())))
                .getServers(0)
                .getServerId();
        var fresh = register("leaf-1", leaf.address(), "right");
        assertThat(fresh.hasReachable()).isFalse();

        var seen = until(() -> {
            var now = get("leaf-1");
            return now.hasReachable() ? now : null;
        });
        assertThat(seen.getReachable()).as(seen.getCause()).isTrue();
        assertThat(seen.getId()).isEqualTo(fresh.getId());
        assertThat(seen.getHostname()).isEqualTo("leaf-1");
        assertThat(seen.getManufacturer()).isEqualTo("Acme");
        assertThat(seen.getSerial()).isEqualTo("SN1");
        assertThat(seen.getGapsList()).isEmpty();
        assertThat(seen.getAgeSeconds()).isLessThan(60);
        assertThat(service.sql("select 1 from switch where secret = 'right'::bytea or switch::text like '%right%'"))
                .isEmpty();
    }

    @Test
    @Order(2)
    void itsInterfacesOpticsAndNeighboursAreKept() {
        var ports = interfaces();
        assertThat(ports).extracting(SwitchInterface::getName).containsExactly("Ethernet1/1", "Ethernet1/2");
        var first = ports.getFirst();
        assertThat(first.getOperStatus()).isEqualTo("UP");
        assertThat(first.getSpeedBitsPerSecond()).isEqualTo(400_000_000_000L);
        assertThat(first.getCountersMap()).containsEntry("in_octets", 12_345_678_901_234L);
        assertThat(first.getOptic().getVendor()).isEqualTo("Fibre Co");
        assertThat(first.getOptic().getLanes(0).getRxPowerDbm()).isEqualTo(-1.25);
        assertThat(ports.getLast().hasMtu()).isFalse();
        assertThat(ports.getLast().hasOptic()).isFalse();
        assertThat(service.switches()
                        .listNeighbours(ListNeighboursRequest.newBuilder()
                                .setRef("leaf-1")
                                .build())
                        .getNeighboursList())
                .extracting(Neighbour::getPort, Neighbour::getSystemName)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("Ethernet1/1", ""),
                        org.assertj.core.groups.Tuple.tuple("Ethernet1/2", "spine-1"));
    }

    @Test
    @Order(3)
    void theServersPortIsFoundAtItsSwitchPort() {
        assertThat(links()).singleElement().satisfies(link -> {
            assertThat(link.getMac()).isEqualTo(MAC);
            assertThat(link.getNic()).isNotEmpty();
            assertThat(link.getSwitchName()).isEqualTo("leaf-1");
            assertThat(link.getPort()).isEqualTo("Ethernet1/1");
            assertThat(link.getState()).isEqualTo("UP");
            assertThat(link.getEvidence()).isEqualTo("port_mac");
            assertThat(link.getSpeedBitsPerSecond()).isEqualTo(400_000_000_000L);
        });
        assertThat(service.events("network.link_changed", server))
                .singleElement()
                .asString()
                .contains("\"connected\":true")
                .contains("\"mac\":\"" + MAC + "\"");
    }

    @Test
    @Order(4)
    void anInterfaceIsSetAndShowsWhatReadsBack() {
        var operation = service.succeeded(service.switches()
                .setSwitchInterface(wish("Ethernet1/1").setMtu(9_100).build()));
        assertThat(operation.getKind()).isEqualTo("switch_interface");
        assertThat(operation.getServerId()).isEmpty();
        assertThat(interfaces().getFirst().getMtu()).isEqualTo(9_100);

        refused(
                "NOT_FOUND",
                () -> service.switches()
                        .setSwitchInterface(wish("Ethernet9/9").setMtu(9_100).build()));
        refused(
                "INVALID_ARGUMENT",
                () -> service.switches().setSwitchInterface(wish("Ethernet1/1").build()));
        refused(
                "INVALID_ARGUMENT",
                () -> service.switches()
                        .setSwitchInterface(
                                wish("Ethernet1/1").setAccessVlan(4_095).build()));
        refused(
                "PERMISSION_DENIED",
                () -> service.switchesAs(TestTokens.viewer())
                        .setSwitchInterface(wish("Ethernet1/1").setMtu(1_500).build()));
    }

    @Test
    @Order(5)
    void oneKeyIsOneWish() {
        var asked = wish("Ethernet1/1").setMtu(9_000).setIdempotencyKey("mtu");
        var first = service.switches().setSwitchInterface(asked.build());
        assertThat(service.switches().setSwitchInterface(asked.build()).getId()).isEqualTo(first.getId());
        refused(
                "ALREADY_EXISTS",
                () -> service.switches().setSwitchInterface(asked.setMtu(1_500).build()));
        service.succeeded(first);
    }

    @Test
    @Order(6)
    void aPortThatGoesDownIsToldByTheStreamLongBeforeTheNextReading() {
        untilTrue(() -> leaf.streams() > 0);
        leaf.turn("DOWN");
        untilTrue(() -> links().getFirst().getState().equals("DOWN"));
        assertThat(service.events("network.status_changed", server).getLast())
                .contains("\"port\":\"leaf-1/Ethernet1/1\"")
                .contains("\"from\":\"UP\"")
                .contains("\"to\":\"DOWN\"");
    }

    @Test
    @Order(7)
    void theServersLinksAreSeriesAsTheSwitchSeesThem() throws Exception {
        var told = new CompletableFuture<TelemetryBatch>();
        var connection = Nats.connect(nats);
        try {
            connection
                    .createDispatcher(message -> {
                        try {
                            var batch = TelemetryBatch.parseFrom(message.getData());
                            if (batch.getSource().equals("gnmi")
                                    && batch.getValuesOrDefault("fabric_links_up", 1) == 0) {
                                told.complete(batch);
                            }
                        } catch (InvalidProtocolBufferException e) {
                            told.completeExceptionally(e);
                        }
                    })
                    .subscribe("pbd.telemetry.*.sampled");
            connection.flush(Duration.ofSeconds(5));
            leaf.turn("UP");
            leaf.turn("DOWN");
            var batch = told.get(30, TimeUnit.SECONDS);
            assertThat(batch.getServerId()).isEqualTo(server);
            assertThat(batch.getBmcReachable()).isTrue();
            assertThat(batch.getValuesMap())
                    .containsEntry("fabric_links", 1.0)
                    .containsEntry("fabric_links_up", 0.0)
                    .containsEntry("fabric_transmit_bytes_total", 12_345_678_901_234.0)
                    .containsEntry("fabric_errors_total", 0.0)
                    .containsEntry("fabric_optic_rx_dbm_min", -1.25)
                    .as("what the switch does not tell is absent")
                    .doesNotContainKeys("fabric_receive_bytes_total", "fabric_optic_temperature_celsius_max");
        } finally {
            connection.close();
        }
    }

    @Test
    @Order(8)
    void aCableThatMovedToAnotherSwitchIsAtThatOneOnly() throws Exception {
        try (var other = new FakeSwitch(MAC)) {
            register("leaf-4", other.address(), "right");
            untilTrue(() -> get("leaf-4").getReachable());
            assertThat(links()).extracting(Link::getSwitchName).containsExactly("leaf-4");
            assertThat(service.events("network.link_changed", server))
                    .hasSize(3)
                    .anySatisfy(gone -> assertThat(gone)
                            .contains("\"switch_name\":\"leaf-1\"")
                            .contains("\"connected\":false"));
            forget("leaf-4");
        }
    }

    @Test
    @Order(9)
    void aRefusedLoginIsShownWithItsCause() throws Exception {
        try (var other = new FakeSwitch("x")) {
            register("leaf-2", other.address(), "wrong");
            var lost = until(() -> {
                var now = get("leaf-2");
                return now.hasReachable() ? now : null;
            });
            assertThat(lost.getReachable()).isFalse();
            assertThat(lost.getCauseCode()).isEqualTo("BMC_UNAUTHORIZED");
            forget("leaf-2");
        }
    }

    @Test
    @Order(10)
    void whatIsTakenForbiddenOrNoNameIsRefused() {
        refused("ALREADY_EXISTS", () -> register("leaf-1", "127.0.0.1:1", "right"));
        refused("ALREADY_EXISTS", () -> register("leaf-3", leaf.address(), "right"));
        refused("INVALID_ARGUMENT", () -> register("leaf-3", "169.254.169.254", "right"));
        refused("INVALID_ARGUMENT", () -> register("leaf-3", "http://127.0.0.1", "right"));
        refused("INVALID_ARGUMENT", () -> register("018f6d2e-7c1a-7b7e-9a3f-2b1c4d5e6f70", "127.0.0.1:2", "right"));
        refused("INVALID_ARGUMENT", () -> register("leaf-3", "127.0.0.1:2", ""));
        refused(
                "PERMISSION_DENIED",
                () -> service.switchesAs(TestTokens.engineer("e", server))
                        .listSwitches(ListSwitchesRequest.getDefaultInstance()));
    }

    @Test
    @Order(11)
    void aGpuWithAGnmiDeviceIsSetThereAndNotByRedfish() throws Exception {
        String host = rack.address(0).replaceAll(":.*", "");
        try (var gpus = new FakeGpuTarget(host, 9339)) {
            var operation = service.succeeded(
                    service.gpu(server, wish -> wish.setPowerLimitWatts(450).setGnmiDeviceId("GPU-A")));
            assertThat(operation.getAttemptsList())
                    .extracting(Attempt::getDriver)
                    .containsOnly("gnmi");
            assertThat(gpus.power()).isEqualTo("450");
            var refusal = service.failed(
                    service.gpu(server, wish -> wish.setPowerLimitWatts(450).setGnmiDeviceId("GPU-X")));
            assertThat(refusal.getErrorCode()).isEqualTo("CAPABILITY_UNSUPPORTED");
        }
    }

    @Test
    @Order(12)
    void aForgottenSwitchIsGoneWithItsLinks() {
        forget("leaf-1");
        refused("NOT_FOUND", () -> get("leaf-1"));
        assertThat(links()).isEmpty();
        assertThat(service.sql("select 1 from switch_interface")).isEmpty();
    }

    private Switch register(String name, String address, String password) {
        return service.switches()
                .registerSwitch(RegisterSwitchRequest.newBuilder()
                        .setName(name)
                        .setAddress(address)
                        .setUsername("admin")
                        .setPassword(password)
                        .build());
    }

    private Switch get(String ref) {
        return service.switches()
                .getSwitch(SwitchTarget.newBuilder().setRef(ref).build());
    }

    private void forget(String ref) {
        assertThat(service.switches()
                        .forgetSwitch(SwitchTarget.newBuilder().setRef(ref).build()))
                .isNotNull();
    }

    private static SetSwitchInterfaceRequest.Builder wish(String name) {
        return SetSwitchInterfaceRequest.newBuilder().setRef("leaf-1").setName(name);
    }

    private List<SwitchInterface> interfaces() {
        return service.switches()
                .listSwitchInterfaces(ListSwitchInterfacesRequest.newBuilder()
                        .setRef("leaf-1")
                        .build())
                .getInterfacesList();
    }

    private List<Link> links() {
        return service.switches()
                .listLinks(ListLinksRequest.newBuilder().setServerId(server).build())
                .getLinksList();
    }
}
