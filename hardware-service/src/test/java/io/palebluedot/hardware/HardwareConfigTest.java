package io.palebluedot.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HardwareConfigTest {

    @Test
    void defaultsAreTheDocumentedOnes() {
        var config = TestConfig.with(Map.of());
        assertThat(config.credentialKeyFile()).isEmpty();
        assertThat(config.redfish().callTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.redfish().maxAnswerBytes()).isEqualTo(8 << 20);
        assertThat(config.redfish().plainHttp()).isFalse();
        assertThat(config.gnmi().port()).isEqualTo(9339);
        assertThat(config.gnmi().callTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.gnmi().maxAnswerBytes()).isEqualTo(8 << 20);
        assertThat(config.gnmi().trust()).isEqualTo(HardwareConfig.Gnmi.Trust.PINNED);
        assertThat(config.gnmi().pins()).isEmpty();
        assertThat(config.gnmi().plainText()).isFalse();
        assertThat(config.gnmi().prefixTarget()).isEqualTo("OC-YANG");
        assertThat(config.gnmi().gpu().device()).isEqualTo("GPU{index}");
        assertThat(config.ipmi().retransmitAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.ipmi().attempts()).isEqualTo(4);
        assertThat(config.ipmi().greetTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.ipmi().idleTimeout()).isEqualTo(Duration.ofSeconds(45));
        assertThat(config.ipmi().maxRecords()).isEqualTo(4096);
        assertThat(config.ipmi().readTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.operations().lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.operations().attempts()).isEqualTo(3);
        assertThat(config.discovery().concurrency()).isEqualTo(400);
        assertThat(config.discovery().maxAddresses()).isEqualTo(65_536);
        assertThat(config.discovery().loginAttempts()).isEqualTo(3);
        assertThat(config.telemetry().gpuPeriod()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.telemetry().sensorPeriod()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.telemetry().eventStreams()).isEqualTo(1_000);
        assertThat(config.telemetry().eventFloor()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.redfish().streamSilence()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.telemetry().failuresToUnreachable()).isEqualTo(3);
    }
}
