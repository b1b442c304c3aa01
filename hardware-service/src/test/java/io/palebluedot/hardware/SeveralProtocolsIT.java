package io.palebluedot.hardware;

import static io.palebluedot.hardware.ServiceUnderTest.credential;
import static io.palebluedot.hardware.ServiceUnderTest.refused;
import static io.palebluedot.hardware.ServiceUnderTest.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.proto.hardware.v1.Attempt;
import io.palebluedot.proto.hardware.v1.BmcDriver;
import io.palebluedot.proto.hardware.v1.DiscoveredServer;
import io.palebluedot.proto.hardware.v1.RegisterBmcRequest;
import io.palebluedot.proto.hardware.v1.SendRawRequest;
import io.palebluedot.proto.hardware.v1.StartDiscoveryRequest;
import io.palebluedot.simulator.RackOptions;
import io.palebluedot.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A BMC that speaks Redfish and IPMI: both become its drivers, and each stands in for the other. */
@QuarkusTest
@QuarkusTestResource(HardwareServers.class)
class SeveralProtocolsIT {

    private static final int IPMI = RackOptions.standard().ipmiPort();

    @Inject
    ServiceUnderTest service;

    private RackUnderTest rack;

    @BeforeEach
    void start() {
        rack = new RackUnderTest(57, 71, 1, "hgx-h200");
    }

    @AfterEach
    void stop() {
        rack.close();
    }

    private DiscoveredServer discover() {
        var found = service.discover(StartDiscoveryRequest.newBuilder()
                        .addAddresses(rack.host(0))
                        .putPorts("redfish", rack.redfishPort())
                        .putPorts("ipmi", IPMI)
                        .addCredentials(credential(rack.rack().password())))
                .getServers(0);
        assertThat(found.getState()).as(found.getError()).isEqualTo("found");
        return found;
    }

    @Test
    void everyProtocolThatAnswersBecomesADriverAtItsPort() {
        var found = discover();
        assertThat(found.getProtocol()).isEqualTo("redfish");
        var bmc = service.bmcs(TestTokens.viewer()).getBmc(target(found.getServerId()));
        assertThat(bmc.getAddress()).isEqualTo(rack.address(0));
        assertThat(bmc.getDriversList())
                .extracting(BmcDriver::getProtocol, BmcDriver::getPort)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("redfish", rack.redfishPort()),
                        org.assertj.core.groups.Tuple.tuple("ipmi", IPMI));
        var id = service.bmcs(TestTokens.admin())
                .sendRaw(SendRawRequest.newBuilder()
                        .setServerId(found.getServerId())
                        .setNetworkFunction(6)
                        .setCommand(1)
                        .build());
        assertThat(id.getCompletionCode()).isZero();
        service.hardware().forgetBmc(target(found.getServerId()));
    }

    @Test
    void powerGoesByIpmiWhileRedfishIsDeadAndTheResultTellsWhy() {
        String server = discover().getServerId();
        rack.fault(71, "{\"kind\":\"drop\",\"protocol\":\"redfish\"}");
        var off = service.succeeded(service.power(server, "off", ""));
        assertThat(rack.hardware(71, "").path("power").asText()).isEqualToIgnoringCase("off");
        assertThat(off.getAttemptsList())
                .extracting(Attempt::getDriver, Attempt::getAnswered)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("redfish", false),
                        org.assertj.core.groups.Tuple.tuple("ipmi", true));
        assertThat(service.failed(service.hardware().inspectServer(target(server)))
                        .getErrorCode())
                .as("IPMI sees no GPUs, so it must not tell what the machine is")
                .isEqualTo("BMC_UNREACHABLE");
        var again = discover();
        assertThat(again.getServerId()).isEqualTo(server);
        assertThat(again.getFindingsList()).anyMatch(f -> f.contains("does not answer by redfish"));
        assertThat(service.bmcs(TestTokens.viewer()).getBmc(target(server)).getDriversList())
                .extracting(BmcDriver::getProtocol)
                .containsExactly("redfish", "ipmi");
        service.hardware().forgetBmc(target(server));
    }

    @Test
    void weaknessesOfTheSecondProtocolAreToldWithTheServerAndAtEveryInspection() {
        rack.fault(71, "{\"kind\":\"cipher_zero\"}");
        var found = discover();
        String suite = "cipher suite 0";
        assertThat(found.getFindingsList()).anyMatch(f -> f.contains(suite));
        assertThat(service.events("server.discovered", found.getServerId()).getLast())
                .contains(suite);
        service.succeeded(service.hardware().inspectServer(target(found.getServerId())));
        assertThat(service.events("server.inspected", found.getServerId()).getLast())
                .contains(suite);
        service.hardware().forgetBmc(target(found.getServerId()));
    }

    @Test
    void aSecondProtocolThatRefusesTheLoginIsAFindingAndNoDriver() {
        rack.fault(71, "{\"kind\":\"status_401\",\"protocol\":\"ipmi\"}");
        var found = discover();
        assertThat(found.getFindingsList()).anyMatch(f -> f.startsWith("ipmi answers too"));
        assertThat(service.bmcs(TestTokens.viewer())
                        .getBmc(target(found.getServerId()))
                        .getDriversList())
                .extracting(BmcDriver::getProtocol)
                .containsExactly("redfish");
        service.hardware().forgetBmc(target(found.getServerId()));
    }

    @Test
    void aRegisteredBmcKeepsItsProtocolsWhenOnlyItsPasswordIsGivenAgain() {
        String server = discover().getServerId();
        service.succeeded(service.hardware()
                .registerBmc(RegisterBmcRequest.newBuilder()
                        .setServerId(server)
                        .setAddress(rack.address(0))
                        .setUsername("admin")
                        .setPassword(rack.rack().password())
                        .build()));
        assertThat(service.bmcs(TestTokens.viewer()).getBmc(target(server)).getDriversList())
                .extracting(BmcDriver::getProtocol, BmcDriver::getPort)
                .contains(org.assertj.core.groups.Tuple.tuple("ipmi", IPMI));
        refused(
                "INVALID_ARGUMENT",
                () -> service.hardware()
                        .registerBmc(RegisterBmcRequest.newBuilder()
                                .setServerId(server)
                                .setAddress(rack.address(0))
                                .setUsername("admin")
                                .setPassword("x")
                                .putPorts("ipmi", 0)
                                .build()));
        service.hardware().forgetBmc(target(server));
    }
}
