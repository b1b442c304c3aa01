package io.palebluedot.hardware.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.hardware.address.MacAddress;
import io.palebluedot.hardware.driver.SwitchReader.Neighbour;
import io.palebluedot.hardware.network.Link.Evidence;
import io.palebluedot.hardware.network.Topology.Port;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyTest {

    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);
    private static final List<Port> PORTS = List.of(
            new Port(ONE, "gpu-1.example.com", "eth0", "02:70:62:64:00:01"),
            new Port(ONE, "gpu-1.example.com", "eth1", "02:70:62:64:00:11"),
            new Port(TWO, "gpu-2", "eth0", "02:70:62:64:00:02"));
    private static final Map<String, String> UP = Map.of("Ethernet1/1", "UP", "Ethernet1/2", "UP");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02:70:62:64:00:0A",
                "02-70-62-64-00-0a",
                "0270.6264.000a",
                "0270-6264-000a",
                "02706264000A",
                " 02:70:62:64:00:0a "
            })
    void anAddressIsOneAddressInEveryNotation(String text) {
        assertThat(MacAddress.normal(text)).contains("02:70:62:64:00:0a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "eth0", "Ethernet1/1", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "02:70:62:64:00", "10.0.0.1"
            })
    void otherTextIsNoAddress(String text) {
        assertThat(MacAddress.normal(text)).isEmpty();
    }

    @Test
    void thePortsOwnAddressTellsServerAndPort() {
        assertThat(links(UP, new Neighbour("Ethernet1/1", "other", "0270.6264.0011", null, "gpu-2")))
                .containsExactly(new Link("Ethernet1/1", ONE, "eth1", "02:70:62:64:00:11", Evidence.PORT_MAC, "UP"));
    }

    @Test
    void theChassisTellsTheServerAndTheNameItsPort() {
        assertThat(links(UP, new Neighbour("Ethernet1/1", "02-70-62-64-00-01", "eth1", null, null)))
                .containsExactly(new Link("Ethernet1/1", ONE, "eth1", "02:70:62:64:00:11", Evidence.CHASSIS_MAC, "UP"));
        assertThat(links(UP, new Neighbour("Ethernet1/1", "02-70-62-64-00-01", "mlx5_3", null, null)))
                .as("a server with two ports, none of that name")
                .containsExactly(new Link("Ethernet1/1", ONE, null, null, Evidence.CHASSIS_MAC, "UP"));
    }

    @Test
    void aNameIsEnoughWhenOneServerHasIt() {
        assertThat(links(UP, new Neighbour("Ethernet1/2", null, "x", null, "GPU-2.rack.example.com")))
                .containsExactly(new Link("Ethernet1/2", TWO, "eth0", "02:70:62:64:00:02", Evidence.SYSTEM_NAME, "UP"));
        assertThat(links(UP, new Neighbour("Ethernet1/2", null, "x", null, "localhost")))
                .isEmpty();
    }

    @Test
    void whatTwoServersHaveTellsNothing() {
        var twins = List.of(
                new Port(ONE, "node", "eth0", "02:70:62:64:00:01"), new Port(TWO, "node", "eth0", "02:70:62:64:00:01"));
        assertThat(new Topology(twins, UP)
                        .links(
                                List.of(new Neighbour("Ethernet1/1", null, "02:70:62:64:00:01", null, "node")),
                                List.of()))
                .isEmpty();
    }

    @Test
    void twoAgentsOfOneServerAtOnePortAreOneLinkByTheBetterEvidence() {
        assertThat(links(
                        UP,
                        new Neighbour("Ethernet1/1", null, null, null, "gpu-1"),
                        new Neighbour("Ethernet1/1", null, "02:70:62:64:00:01", null, null)))
                .extracting(Link::evidence)
                .containsExactly(Evidence.PORT_MAC);
    }

    @Test
    void aLinkIsKnownOnWhileItsPortIsDown() {
        var before = links(UP, new Neighbour("Ethernet1/1", null, "02:70:62:64:00:01", null, null));
        var down = new Topology(PORTS, Map.of("Ethernet1/1", "DOWN")).links(List.of(), before);
        assertThat(down)
                .containsExactly(new Link("Ethernet1/1", ONE, "eth0", "02:70:62:64:00:01", Evidence.PORT_MAC, "DOWN"));
        assertThat(new Topology(PORTS, UP).links(List.of(), before))
                .as("up, and nobody there any more")
                .isEmpty();
    }

    @Test
    void whatADeadPortStillTellsBeginsNoLink() {
        assertThat(links(
                        Map.of("Ethernet1/1", "LOWER_LAYER_DOWN"),
                        new Neighbour("Ethernet1/1", null, "02:70:62:64:00:01", null, null)))
                .isEmpty();
        assertThat(links(Map.of(), new Neighbour("Ethernet1/1", null, "02:70:62:64:00:01", null, null)))
                .as("a port of which nothing is known")
                .hasSize(1);
    }

    @Test
    void aCableThatMovedIsAtItsNewPortOnly() {
        var before = links(UP, new Neighbour("Ethernet1/1", null, "02:70:62:64:00:01", null, null));
        var moved = new Topology(PORTS, Map.of("Ethernet1/1", "DOWN", "Ethernet1/2", "UP"))
                .links(List.of(new Neighbour("Ethernet1/2", null, "02:70:62:64:00:01", null, null)), before);
        assertThat(moved).extracting(Link::port).containsExactly("Ethernet1/2");
    }

    private static List<Link> links(Map<String, String> status, Neighbour... neighbours) {
        return new Topology(PORTS, status).links(List.of(neighbours), List.of());
    }
}
