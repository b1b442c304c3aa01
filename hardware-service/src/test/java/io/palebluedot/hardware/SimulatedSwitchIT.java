package io.palebluedot.hardware;

import static io.palebluedot.hardware.ServiceUnderTest.credential;
import static io.palebluedot.hardware.ServiceUnderTest.target;
import static io.palebluedot.hardware.ServiceUnderTest.until;
import static io.palebluedot.hardware.ServiceUnderTest.untilTrue;
import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.proto.hardware.v1.Link;
import io.palebluedot.proto.hardware.v1.ListLinksRequest;
import io.palebluedot.proto.hardware.v1.ListSwitchInterfacesRequest;
import io.palebluedot.proto.hardware.v1.RegisterSwitchRequest;
import io.palebluedot.proto.hardware.v1.SetSwitchInterfaceRequest;
import io.palebluedot.proto.hardware.v1.StartDiscoveryRequest;
import io.palebluedot.proto.hardware.v1.SwitchTarget;
import io.palebluedot.simulator.SimulatedRack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rack with its leaf switch: cables are found by LLDP, and what happens at one end shows at the other. */
@QuarkusTest
@QuarkusTestResource(HardwareServers.class)
class SimulatedSwitchIT {

    private static final int GNMI = 19_361;

    @Inject
    ServiceUnderTest service;

    private RackUnderTest rack;
    private String first = "";
    private String second = "";

    @BeforeEach
    void start() {
        rack = new RackUnderTest(SimulatedRack.builder().switches(1, GNMI), 61, 81, 2, "hgx-h200", "smc-h100");
        var found = service.discover(StartDiscoveryRequest.newBuilder()
                .addAddresses(rack.address(0))
                .addAddresses(rack.address(1))
                .addCredentials(credential(rack.rack().password())));
        first = found.getServers(0).getServerId();
        second = found.getServers(1).getServerId();
        service.switches()
                .registerSwitch(RegisterSwitchRequest.newBuilder()
                        .setName("rack-leaf")
                        .setAddress(rack.rack().switches().getFirst().address() + ":" + GNMI)
                        .setUsername(rack.rack().user())
                        .setPassword(rack.rack().password())
                        .build());
        untilTrue(() -> links(first).size() == 1 && links(second).size() == 1);
    }

    @AfterEach
    void stop() {
        service.switches()
                .forgetSwitch(SwitchTarget.newBuilder().setRef("rack-leaf").build());
        service.hardware().forgetBmc(target(first));
        service.hardware().forgetBmc(target(second));
        rack.close();
    }

    @Test
    void everyServerIsFoundBehindItsPort() {
        assertThat(links(first)).singleElement().satisfies(link -> {
            assertThat(link.getPort()).isEqualTo("Ethernet1");
            assertThat(link.getMac())
                    .isEqualTo(rack.rack().machine(0).identity().mac(0));
            assertThat(link.getState()).isEqualTo("UP");
            assertThat(link.getSpeedBitsPerSecond()).isEqualTo(400_000_000_000L);
        });
        assertThat(links(second))
                .singleElement()
                .satisfies(link -> assertThat(link.getPort()).isEqualTo("Ethernet2"));
        var seen = service.switches()
                .getSwitch(SwitchTarget.newBuilder().setRef("rack-leaf").build());
        assertThat(seen.getReachable()).as(seen.getCause()).isTrue();
        assertThat(seen.getGapsList()).isEmpty();
        assertThat(seen.getHostname()).isEqualTo("leaf-001");
        assertThat(seen.getSerial()).isEqualTo("PBDSW00001");
        var port = service.switches()
                .listSwitchInterfaces(ListSwitchInterfacesRequest.newBuilder()
                        .setRef("rack-leaf")
                        .build())
                .getInterfaces(0);
        assertThat(port.getMtu()).isEqualTo(9216);
        assertThat(port.getOptic().getVendor()).isEqualTo("Pale Blue Dot");
        assertThat(port.getOptic().getLanesList())
                .hasSize(4)
                .allSatisfy(lane -> assertThat(lane.getRxPowerDbm()).isEqualTo(-1.5));
    }

    @Test
    void aServerWithoutPowerHasNoLinkLongBeforeTheNextReading() {
        rack.rack().machine(0).reset(io.palebluedot.simulator.machine.ResetType.FORCE_OFF);
        untilTrue(() -> links(first).getFirst().getState().equals("DOWN"));
        assertThat(links(second).getFirst().getState()).isEqualTo("UP");
        rack.rack().machine(0).reset(io.palebluedot.simulator.machine.ResetType.ON);
        untilTrue(() -> links(first).getFirst().getState().equals("UP"));
    }

    @Test
    void anInterfaceThatIsSwitchedOffIsOffAtTheSwitchItself() {
        service.succeeded(service.switches()
                .setSwitchInterface(SetSwitchInterfaceRequest.newBuilder()
                        .setRef("rack-leaf")
                        .setName("Ethernet2")
                        .setEnabled(false)
                        .setDescription("server out for repair")
                        .build()));
        var port = rack.leaf(1).path("ports").path(1);
        assertThat(port.path("enabled").asBoolean()).isFalse();
        assertThat(port.path("description").asText()).isEqualTo("server out for repair");
        until(() -> links(second).getFirst().getState().equals("DOWN") ? Boolean.TRUE : null);
    }

    private List<Link> links(String server) {
        return service.switches()
                .listLinks(ListLinksRequest.newBuilder().setServerId(server).build())
                .getLinksList();
    }
}
