package io.palebluedot.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A thousand servers in one process: a smoke test of addresses and memory, not a measurement. */
class LargeRackIT {

    private static final int SERVERS = 1_000;

    @Test
    void aThousandServersAnswerWithinTheirMemory() {
        try (SimulatedRack rack =
                SimulatedRack.builder().servers(SERVERS).network(46).freePorts().start()) {
            for (int server = 0; server < SERVERS; server++) {
                assertThat(RackClient.send(rack.bmc(server).resolve("/redfish/v1"), "GET", "")
                                .statusCode())
                        .isEqualTo(200);
            }
            System.gc();
            long used =
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            assertThat(used).isLessThan(600L << 20);
        }
    }

    @Test
    void threadsDoNotGrowWithTheNumberOfServers() {
        int few = threadsOfARackOf(2);
        assertThat(threadsOfARackOf(300)).isLessThanOrEqualTo(few + 4);
    }

    private static int threadsOfARackOf(int servers) {
        try (SimulatedRack rack =
                SimulatedRack.builder().servers(servers).network(47).freePorts().start()) {
            for (int server = 0; server < servers; server++) {
                assertThat(RackClient.send(rack.bmc(server).resolve("/redfish/v1"), "GET", "")
                                .statusCode())
                        .isEqualTo(200);
            }
            return ManagementFactory.getThreadMXBean().getThreadCount();
        }
    }
}
