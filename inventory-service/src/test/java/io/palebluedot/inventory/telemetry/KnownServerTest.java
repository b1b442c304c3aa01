package io.palebluedot.inventory.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.inventory.telemetry.KnownServer.KnownGpu;
import io.palebluedot.inventory.telemetry.Latest.SensorValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KnownServerTest {

    private final KnownServer server = new KnownServer(
            new UUID(0, 1),
            "OK",
            true,
            List.of(
                    new KnownGpu(new UUID(1, 0), 0, "S0", "GPU-aa", "0000:18:00.0", "OK", false),
                    new KnownGpu(new UUID(1, 1), 1, "S1", "GPU-bb", "0000:9B:00.0", "OK", false),
                    new KnownGpu(new UUID(1, 2), 2, null, null, null, "OK", false)));

    @Test
    void aGpuIsFoundByWhicheverIdentityIsTold() {
        assertThat(index("S1", null, null, 0)).isEqualTo(1);
        assertThat(index("", "gpu-BB", "", 0)).isEqualTo(1);
        assertThat(index(null, null, "00000000:9b:00.0", null)).isEqualTo(1);
        assertThat(index(null, null, "PCI:0000:9b:00", null)).isEqualTo(1);
        assertThat(index(null, null, null, 1)).isEqualTo(1);
        assertThat(index("unheard-of", null, null, 2)).isEqualTo(2);
    }

    @Test
    void anIndexThatASerialContradictsIsNoMatch() {
        assertThat(server.match("unheard-of", null, null, 0)).isEmpty();
        assertThat(server.match(null, null, null, 9)).isEmpty();
        assertThat(server.match(null, null, null, null)).isEmpty();
    }

    @Test
    void aSilentSourceIsNotMixedWithOneThatSpeaks() {
        var latest = HotSample.merge(
                List.of(
                        new HotSample(1_000, Map.of("gpu_power_watts", 100.0), List.of()),
                        new HotSample(
                                100_000,
                                Map.of("gpu_temperature_celsius", 50.0),
                                List.of(new SensorValue("Fan 1", 9000, "RPM", "OK")))),
                Duration.ofSeconds(60));
        assertThat(latest.values()).isEqualTo(Map.of("gpu_temperature_celsius", 50.0));
        assertThat(latest.at().toEpochMilli()).isEqualTo(100_000);
        assertThat(latest.sensors()).hasSize(1);
    }

    @Test
    void theSensorsOfABmcThatFellSilentStayWithTheirTime() {
        var latest = HotSample.merge(
                List.of(
                        new HotSample(
                                1_000,
                                Map.of("power_watts", 700.0),
                                List.of(new SensorValue("Fan 1", 9000, "RPM", "OK"))),
                        new HotSample(900_000, Map.of("cpu_utilization_percent", 3.0), List.of())),
                Duration.ofSeconds(60));
        assertThat(latest.values()).as("old values are not mixed in").containsOnlyKeys("cpu_utilization_percent");
        assertThat(latest.sensors())
                .containsExactly(new SensorValue("Fan 1", 9000, "RPM", "OK", java.time.Instant.ofEpochMilli(1_000)));
    }

    @Test
    void aHotSampleComesBackAsItWent() {
        var sample = new HotSample(5, Map.of("a", 1.5), List.of(new SensorValue("Fan", 1, "RPM", "")));
        assertThat(HotSample.read(sample.json())).isEqualTo(sample);
        assertThat(HotSample.merge(List.of(), Duration.ofSeconds(1))).isEqualTo(Latest.NOTHING);
    }

    private int index(String serial, String uuid, String pci, Integer index) {
        return server.match(serial, uuid, pci, index).orElseThrow().index();
    }
}
