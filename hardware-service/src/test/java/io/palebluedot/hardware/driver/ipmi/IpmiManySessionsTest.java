package io.palebluedot.hardware.driver.ipmi;

import static io.palebluedot.hardware.driver.ipmi.IpmiUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.hardware.driver.PowerReading;
import io.palebluedot.hardware.driver.PowerState;
import io.palebluedot.hardware.driver.ipmi.lan.FakeIpmiRack;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IpmiManySessionsTest {

    private static final int BMCS = 300;
    private static final int ROUNDS = 10;

    @Test
    void hundredsOfSessionsNeedOneSocketAndNoThreadsOfTheirOwn() {
        try (var rack = new FakeIpmiRack(BMCS);
                var ipmi = new IpmiUnderTest(Map.of("pbd.hardware.ipmi.retransmit-after", "PT1S"))) {
            await(ipmi.driver.logIn(IpmiUnderTest.bmc(rack.port(0), "admin", "secret")));
            int threads = Thread.activeCount();
            int sockets = openUdpSockets();
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(await(readAll(rack, ipmi))).hasSize(BMCS).allMatch(p -> p.state() == PowerState.ON);
            }
            assertThat(IntStream.range(0, BMCS).mapToObj(rack::bmc)).allMatch(b -> b.logins.get() == 1);
            assertThat(Thread.activeCount() - threads)
                    .as("threads for %s sessions", BMCS)
                    .isLessThan(5);
            assertThat(openUdpSockets()).as("sockets").isEqualTo(sockets);
        }
    }

    private static Uni<List<PowerReading>> readAll(FakeIpmiRack rack, IpmiUnderTest ipmi) {
        return Multi.createFrom()
                .range(0, BMCS)
                .onItem()
                .transformToUni(i -> ipmi.power().readPower(IpmiUnderTest.bmc(rack.port(i), "admin", "secret")))
                .merge(BMCS)
                .collect()
                .asList();
    }

    /** Of this process, the rack's own among them; 0 where the system does not tell. */
    private static int openUdpSockets() {
        var descriptors = new java.io.File("/proc/self/fd").listFiles();
        return descriptors == null
                ? 0
                : (int) java.util.Arrays.stream(descriptors)
                        .filter(f -> {
                            try {
                                return java.nio.file.Files.readSymbolicLink(f.toPath())
                                        .toString()
                                        .startsWith("socket:");
                            } catch (java.io.IOException e) {
                                return false;
                            }
                        })
                        .count();
    }
}
