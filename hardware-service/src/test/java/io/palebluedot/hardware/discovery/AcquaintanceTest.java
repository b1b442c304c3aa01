package io.palebluedot.hardware.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.inspection.Contact.Met;
import io.palebluedot.hardware.server.Server;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AcquaintanceTest {

    private static final Login LOGIN = new Login("admin", "secret");
    private static final Bmc BOTH = bmc("10.0.0.7:443", Map.of("ipmi", 6230), "redfish", "ipmi");

    @Test
    void theSameBmcAtItsAddressIsWrittenAgain() {
        assertThat(Acquaintance.stays(known(BOTH, true), met(BOTH))).isEmpty();
    }

    @Test
    void aSecondAddressOfAMachineThatAnswersIsTold() {
        var second = bmc("10.0.9.9:443", Map.of(), "redfish");

        assertThat(Acquaintance.stays(known(BOTH, true), met(second))).contains("the same machine as at 10.0.0.7:443");
    }

    @Test
    void aMachineThatMovedIsWritten() {
        var moved = bmc("10.0.9.9:443", Map.of(), "redfish");

        assertThat(Acquaintance.stays(known(BOTH, false), met(moved))).isEmpty();
    }

    @Test
    void aBmcWhoseRedfishIsSilentKeepsItAndIsNotMadeOneOfIpmi() {
        var lesser = bmc("10.0.0.7:6230", Map.of(), "ipmi");

        assertThat(Acquaintance.stays(known(BOTH, false), met(lesser)))
                .hasValueSatisfying(why -> assertThat(why).contains("redfish", "10.0.0.7:443"));
    }

    @Test
    void aBmcOfIpmiThatSpeaksRedfishNowBecomesOneOfRedfish() {
        var ipmiOnly = bmc("10.0.0.7:623", Map.of(), "ipmi");

        assertThat(Acquaintance.stays(known(ipmiOnly, true), met(BOTH))).isEmpty();
    }

    @Test
    void aFurtherProtocolThatIsSilentForOnceIsKeptWithItsPort() {
        var redfishOnly = bmc("10.0.0.7:443", Map.of(), "redfish");

        var merged = Acquaintance.merged(BOTH, met(redfishOnly));

        assertThat(merged.protocols()).containsExactly("redfish", "ipmi");
        assertThat(merged.place("ipmi", 623)).isEqualTo(new HostPort("10.0.0.7", 6230));
    }

    @Test
    void aFurtherProtocolThatRefusesTheLoginIsDropped() {
        var redfishOnly = bmc("10.0.0.7:443", Map.of(), "redfish");

        var merged = Acquaintance.merged(BOTH, new Met(redfishOnly, tree(), List.of("ipmi")));

        assertThat(merged.protocols()).containsExactly("redfish");
    }

    private static Bmc bmc(String address, Map<String, Integer> ports, String... protocols) {
        return new Bmc(HostPort.parse(address, 0), List.of(protocols), ports, LOGIN);
    }

    private static Met met(Bmc bmc) {
        return new Met(bmc, tree(), List.of());
    }

    private static Server known(Bmc bmc, boolean reachable) {
        return new Server(UUID.randomUUID(), bmc, null, null, null, null, null, null, false, null, reachable);
    }

    private static HardwareTree tree() {
        return new HardwareTree(
                "10.0.0.7:443",
                "redfish",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of());
    }
}
