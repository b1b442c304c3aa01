package io.palebluedot.hardware.driver.redfish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest",
                "//evil/redfish",
                "/redfish/../../etc/passwd",
                "redfish/v1",
                "",
                "/a b",
                "/x\ry",
                "file:///etc/passwd"
            })
    void nothingBesideTheBmcIsFollowed(String reference) {
        assertThat(Paths.of(reference)).isNull();
    }

    @Test
    void fragmentsAndTrailingSlashesFallAway() {
        assertThat(Paths.of("/redfish/v1/Chassis/1/Power#/PowerControl/0")).isEqualTo("/redfish/v1/Chassis/1/Power");
        assertThat(Paths.of("/redfish/v1/")).isEqualTo("/redfish/v1");
        assertThat(Paths.of("/redfish/v1/Systems/1/BootOptions/Boot0001~2(a)")).isNotNull();
    }

    @Test
    void aLocationMayNameTheBmcItself() {
        assertThat(Paths.ofLocation("https://bmc-1/redfish/v1/SessionService/Sessions/7", "bmc-1"))
                .isEqualTo("/redfish/v1/SessionService/Sessions/7");
        assertThat(Paths.ofLocation("http://bmc-1:8000/redfish/v1/x", "bmc-1")).isEqualTo("/redfish/v1/x");
        assertThat(Paths.ofLocation("https://bmc-12/redfish/v1/x", "bmc-1")).isNull();
        assertThat(Paths.ofLocation("https://evil/redfish/v1/x", "bmc-1")).isNull();
    }

    @Test
    void idsAreOrderedAsPeopleDo() {
        assertThat(java.util.stream.Stream.of("GPU10", "GPU2", "GPU1", "A").sorted(NaturalOrder.INSTANCE))
                .containsExactly("A", "GPU1", "GPU2", "GPU10");
    }
}
