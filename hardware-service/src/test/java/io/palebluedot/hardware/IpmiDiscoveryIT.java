package io.palebluedot.hardware;

import static io.palebluedot.hardware.ServiceUnderTest.credential;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.palebluedot.hardware.driver.ipmi.IpmiSim;
import io.palebluedot.proto.hardware.v1.StartDiscoveryRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A BMC that has nothing but IPMI, from its discovery to its power. */
@QuarkusTest
@QuarkusTestResource(HardwareServers.class)
class IpmiDiscoveryIT {

    @TempDir
    private Path folder;

    @Inject
    ServiceUnderTest service;

    private IpmiSim sim;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(IpmiSim.installed(), "ipmi_sim is not installed (Debian package openipmi)");
        sim = new IpmiSim(folder);
    }

    @AfterEach
    void stop() {
        if (sim != null) {
            sim.close();
        }
    }

    @Test
    void aBmcWithoutRedfishIsFoundByIpmiAndCanBeSwitched() {
        var found = service.discover(StartDiscoveryRequest.newBuilder()
                        .addAddresses("127.0.0.1:" + sim.port())
                        .addCredentials(credential("wrong"))
                        .addCredentials(credential("secret")))
                .getServers(0);
        assertThat(found.getState()).as(found.getError()).isEqualTo("found");
        assertThat(found.getProtocol()).isEqualTo("ipmi");
        assertThat(found.getFindingsList()).anyMatch(f -> f.contains("cipher suite 0"));
        String server = found.getServerId();
        assertThat(service.events("server.discovered", server).getFirst())
                .contains("\"serial\":\"S421234X\"")
                .contains("\"model\":\"SYS-821GE\"");
        service.succeeded(service.power(server, "off", "ipmi-off"));
        assertThat(sim.read("power")).isEqualTo("0");
        service.succeeded(service.power(server, "on", "ipmi-on"));
        assertThat(sim.read("power")).isEqualTo("1");
    }
}
