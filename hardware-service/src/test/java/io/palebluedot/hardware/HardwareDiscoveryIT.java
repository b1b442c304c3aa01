package io.palebluedot.hardware;

import static io.palebluedot.hardware.ServiceUnderTest.credential;
import static io.palebluedot.hardware.ServiceUnderTest.refused;
import static io.palebluedot.hardware.ServiceUnderTest.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.proto.hardware.v1.DeleteCredentialRequest;
import io.palebluedot.proto.hardware.v1.DiscoveredServer;
import io.palebluedot.proto.hardware.v1.ListCredentialsRequest;
import io.palebluedot.proto.hardware.v1.PutCredentialRequest;
import io.palebluedot.proto.hardware.v1.RegisterBmcRequest;
import io.palebluedot.proto.hardware.v1.SetPowerRequest;
import io.palebluedot.proto.hardware.v1.StartDiscoveryRequest;
import io.palebluedot.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;

/** Finding simulated servers and recorded machines, and what comes of their credentials. */
@QuarkusTest
@QuarkusTestResource(HardwareServers.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HardwareDiscoveryIT {

    private static RackUnderTest rack;
    private static String first = "";
    private static String second = "";

    @Inject
    ServiceUnderTest service;

    @BeforeAll
    static void startRack() {
        rack = new RackUnderTest(45, 21, 2, "hgx-h200");
    }

    @AfterAll
    static void stopRack() {
        rack.close();
    }

    @Test
    @Order(1)
    void discoveryFindsBothServersAndTellsTheirTrees() {
        var found = service.discover(StartDiscoveryRequest.newBuilder()
                .addAddresses(rack.address(0))
                .addAddresses(rack.address(1))
                .addAddresses("127.45.0.99:18045")
                .addCredentials(credential("wrong"))
                .addCredentials(credential(rack.rack().password())));
        assertThat(found.getTotal()).isEqualTo(3);
        assertThat(found.getProbed()).isEqualTo(3);
        assertThat(found.getFound()).isEqualTo(2);
        assertThat(found.getServersList())
                .extracting(DiscoveredServer::getState)
                .containsExactly("found", "found", "no_answer");
        first = found.getServers(0).getServerId();
        second = found.getServers(1).getServerId();
        assertThat(first).isNotEqualTo(second);
        var tree = service.events("server.discovered", first).getFirst();
        assertThat(tree)
                .contains("\"bmc_address\":\"" + rack.address(0) + "\"")
                .contains("\"host_address\":\"127.46.0.21\"")
                .contains("\"dcgm_exporter_url\":\"http://127.46.0.21:9400/metrics\"")
                .contains("\"power_limit_max_watts\":700")
                .doesNotContain(rack.rack().password());
        assertThat(tree.split("\"power_limit_max_watts\"", -1)).as("GPUs").hasSize(9);
        assertThat(tree)
                .as("parts that cost no request")
                .contains("\"kind\":\"cpu\"")
                .doesNotContain("\"kind\":\"memory\"");
    }

    @Test
    @Order(2)
    void theSameMachineKeepsItsIdAtTheNextDiscovery() {
        service.credentials()
                .putCredential(PutCredentialRequest.newBuilder()
                        .setName("rack")
                        .setUsername("admin")
                        .setPassword(rack.rack().password())
                        .build());
        var again = service.discover(StartDiscoveryRequest.newBuilder()
                .setCidr("127.45.0.16/29")
                .setPort(18_045)
                .setCredentialsRef("rack"));
        assertThat(again.getTotal()).isEqualTo(6);
        assertThat(again.getServersList().stream()
                        .filter(s -> s.getState().equals("found"))
                        .map(DiscoveredServer::getServerId))
                .containsExactlyInAnyOrder(first, second);
    }

    @Test
    @Order(3)
    void addressesOutsideTheAllowedNetworksAreRefused() {
        for (String address : List.of("8.8.8.8", "169.254.169.254", "10.0.0.1")) {
            refused(
                    "INVALID_ARGUMENT",
                    () -> service.discoveries()
                            .startDiscovery(StartDiscoveryRequest.newBuilder()
                                    .addAddresses(address)
                                    .addCredentials(credential("x"))
                                    .build()));
        }
        refused(
                "INVALID_ARGUMENT",
                () -> service.discoveries()
                        .startDiscovery(StartDiscoveryRequest.newBuilder()
                                .setCidr("127.0.0.0/8")
                                .addCredentials(credential("x"))
                                .build()));
        refused(
                "INVALID_ARGUMENT",
                () -> service.discoveries()
                        .startDiscovery(StartDiscoveryRequest.newBuilder()
                                .addAddresses("127.0.0.1")
                                .addProtocols("telnet")
                                .addCredentials(credential("x"))
                                .build()));
    }

    @Test
    @Order(4)
    void wrongPasswordsAreNotTriedUntilTheAccountIsLocked() {
        var known = service.discover(
                StartDiscoveryRequest.newBuilder().addAddresses(rack.address(1)).addCredentials(credential("wrong")));
        assertThat(known.getServers(0).getState())
                .as("the known login comes first")
                .isEqualTo("found");
        try (var strangers = new RackUnderTest(37, 31, 1, "smc-h100")) {
            var request = StartDiscoveryRequest.newBuilder().addAddresses(strangers.address(0));
            for (int i = 0; i < 6; i++) {
                request.addCredentials(credential("wrong" + i));
            }
            var refused = service.discover(request).getServers(0);
            assertThat(refused.getState()).isEqualTo("unauthorized");
            assertThat(refused.getError()).contains("too many refused logins");
            var failures =
                    service.sql("select failures from login_failure where address = '" + strangers.address(0) + "'");
            assertThat(failures.iterator().next().getInteger(0)).isEqualTo(3);
        }
    }

    @TestFactory
    @Order(5)
    Stream<DynamicTest> realMachinesAreFoundAndSwitchedOverTheWire() {
        return SampleData.files("redfish-captures", ".tar.gz").stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> capture(file)));
    }

    private void capture(Path file) {
        try (var machine = new RackUnderTest(39, 41, 1, file.toAbsolutePath().toString())) {
            var found = service.discover(StartDiscoveryRequest.newBuilder()
                    .addAddresses(machine.address(0))
                    .addCredentials(credential(machine.rack().password())));
            assertThat(found.getServers(0).getState())
                    .as(found.getServers(0).getError())
                    .isEqualTo("found");
            String id = found.getServers(0).getServerId();
            var tree = service.events("server.discovered", id).getFirst();
            assertThat(tree.split("\"index\":", -1))
                    .as("GPUs")
                    .hasSize(1 + machine.rack().machine(0).gpus().size());
            assertThat(tree)
                    .contains("\"serial\":")
                    .contains("\"manufacturer\":")
                    .contains("\"firmware\":[{");
            service.succeeded(service.power(id, "off", ""));
            assertThat(machine.rack().machine(0).power().toString().toLowerCase(Locale.ROOT))
                    .startsWith("off");
            var config = service.gpu(id, g -> g.setGpuIndex(0).setPowerLimitWatts(300));
            assertThat(service.failed(config).getErrorCode())
                    .as("this BMC has no such setting")
                    .isEqualTo("CAPABILITY_UNSUPPORTED");
            service.hardware().forgetBmc(target(id));
        }
    }

    @Test
    @Order(40)
    void passwordsGoInAndNeverComeOut() {
        var listed = service.credentials().listCredentials(ListCredentialsRequest.getDefaultInstance());
        assertThat(listed.getCredentialsList()).hasSize(1);
        assertThat(listed.toString()).doesNotContain(rack.rack().password());
        String secret = rack.rack().password();
        for (String table : List.of("credential", "server", "operation", "discovery", "discovery_target", "outbox")) {
            service.sql("select t::text from " + table + " t")
                    .forEach(row -> assertThat(row.getString(0)).doesNotContain(secret));
        }
        service.credentials()
                .deleteCredential(
                        DeleteCredentialRequest.newBuilder().setName("rack").build());
        refused(
                "NOT_FOUND",
                () -> service.credentials()
                        .deleteCredential(DeleteCredentialRequest.newBuilder()
                                .setName("rack")
                                .build()));
    }

    @Test
    @Order(30)
    void aServerIsInspectedAndRegistered() {
        rack.fault(21, "{\"kind\":\"dimm\",\"dimm\":4}");
        service.succeeded(service.hardware().inspectServer(target(first)));
        var inspected = service.events("server.inspected", first).getLast();
        assertThat(inspected.split("\"kind\":\"memory\"", -1))
                .as("32 modules and 8 of GPUs")
                .hasSize(41);
        assertThat(inspected.split("\"kind\":\"nvlink_port\"", -1))
                .as("18 of each GPU")
                .hasSize(145);
        assertThat(inspected.split("\"kind\":\"nvswitch\"", -1)).hasSize(5);
        assertThat(inspected.split("\"kind\":\"pcie_device\"", -1)).hasSize(11);
        assertThat(inspected.split("\"kind\":\"power_supply\"", -1)).hasSize(7);
        assertThat(inspected).containsPattern("\"id\":\"DIMM_5\"[^}]*\"health\":\"Critical\"");
        rack.repair(21);
        var taken = RegisterBmcRequest.newBuilder()
                .setServerId(UUID.randomUUID().toString())
                .setAddress(rack.address(0))
                .setUsername("admin")
                .setPassword(rack.rack().password())
                .build();
        refused("ALREADY_EXISTS", () -> service.hardware().registerBmc(taken));
        service.hardware().forgetBmc(target(second));
        refused("NOT_FOUND", () -> service.power(second, "on", ""));
        var wrong = service.failed(service.hardware()
                .registerBmc(taken.toBuilder()
                        .setServerId(second)
                        .setAddress(rack.address(1))
                        .setPassword("wrong")
                        .build()));
        assertThat(wrong.getErrorCode()).isEqualTo("BMC_UNAUTHORIZED");
        service.succeeded(service.hardware()
                .registerBmc(taken.toBuilder()
                        .setServerId(second)
                        .setAddress(rack.address(1))
                        .build()));
        service.succeeded(service.power(second, "on", ""));
        assertThat(service.sql("select 1 from operation where secret is not null")
                        .size())
                .isZero();
    }

    @Test
    @Order(41)
    void rolesAreKept() {
        var request =
                SetPowerRequest.newBuilder().setServerId(first).setAction("off").build();
        refused(
                "PERMISSION_DENIED",
                () -> service.hardwareAs(TestTokens.viewer()).setPower(request));
        refused(
                "PERMISSION_DENIED",
                () -> service.hardwareAs(TestTokens.engineer("e", "p")).setPower(request));
        refused("UNAUTHENTICATED", () -> service.hardwareAs("nonsense").setPower(request));
    }
}
