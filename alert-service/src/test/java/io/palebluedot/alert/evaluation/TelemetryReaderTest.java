package io.palebluedot.alert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.alert.asset.Fleet;
import io.palebluedot.alert.asset.GpuAsset;
import io.palebluedot.alert.asset.ServerAsset;
import io.palebluedot.proto.hardware.v1.GpuSample;
import io.palebluedot.proto.hardware.v1.SensorSample;
import io.palebluedot.proto.hardware.v1.TelemetryBatch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TelemetryReaderTest {

    private final Fleet fleet = new Fleet(
            Map.of("s1", new ServerAsset("s1", "server-001", "active", "r1", null, null)),
            Map.of("s1", List.of(gpu("g0", 0, "SN0"), gpu("g1", 1, "SN1"))));
    private final ServerMemory memory = new ServerMemory(Map.of(), Map.of());

    @Test
    void aGpuIsKnownBySerialBeforeIndex() {
        var readings = read(batch("dcgm", sample("SN1", 0, Map.of("gpu_temperature_celsius", 60.0))));
        assertThat(readings.getFirst().subject().key()).isEqualTo("g1");
        assertThat(readings.getFirst().subject().labels())
                .containsEntry("gpu", "gpu-g1")
                .containsEntry("rack", "r1")
                .containsEntry("server", "server-001");
    }

    @Test
    void aGpuWithoutSerialIsKnownByIndexAndAStrangerIsCounted() {
        assertThat(read(batch("dcgm", sample("", 1, Map.of("gpu_power_watts", 1.0))))
                        .getFirst()
                        .subject()
                        .key())
                .isEqualTo("g1");
        var reader = new TelemetryReader(fleet);
        assertThat(reader.readings(batch("dcgm", sample("OTHER", 1, Map.of("gpu_power_watts", 1.0))), memory))
                .isEmpty();
        assertThat(reader.strangers()).isEqualTo(1);
    }

    @Test
    void onlyTheIncreaseOfACounterCounts() {
        assertThat(nvlinkIncrease(500)).isNull();
        assertThat(nvlinkIncrease(500)).isEqualTo(0.0);
        assertThat(nvlinkIncrease(503)).isEqualTo(3.0);
        assertThat(nvlinkIncrease(2)).as("counter began anew").isEqualTo(2.0);
    }

    @Test
    void aGpuThatASourceShowedBeforeAndDoesNotShowNowIsMissing() {
        var both = batch(
                "dcgm",
                sample("SN0", 0, Map.of("gpu_power_watts", 90.0)),
                sample("SN1", 1, Map.of("gpu_power_watts", 90.0)));
        assertThat(missing(read(both))).containsOnly(Map.entry("g0", 0.0), Map.entry("g1", 0.0));
        var stickyXid = batch(
                "dcgm", sample("SN0", 0, Map.of("gpu_power_watts", 90.0)), sample("SN1", 1, Map.of("gpu_xid", 79.0)));
        assertThat(missing(read(stickyXid))).containsOnly(Map.entry("g0", 0.0), Map.entry("g1", 1.0));
        var slots = batch(
                "redfish",
                sample("SN0", 0, Map.of("gpu_power_watts", 90.0)),
                sample("SN1", 1, Map.of("gpu_power_watts", 90.0)));
        assertThat(missing(read(slots))).as("the driver's word stands").isEmpty();
        assertThat(missing(read(batch("dcgm"))))
                .as("no GPU at all says nothing")
                .isEmpty();
    }

    @Test
    void fullUtilisationAtIdlePowerIsTold() {
        var hung = Map.of("gpu_utilization_percent", 100.0, "gpu_power_watts", 120.0, "gpu_power_limit_watts", 700.0);
        var works = Map.of("gpu_utilization_percent", 100.0, "gpu_power_watts", 650.0, "gpu_power_limit_watts", 700.0);
        var untold = Map.of("gpu_utilization_percent", 100.0, "gpu_power_watts", 120.0);
        assertThat(read(batch("dcgm", sample("SN0", 0, hung))).getFirst().values())
                .containsEntry("gpu_utilization_at_idle_power_percent", 100.0);
        assertThat(read(batch("dcgm", sample("SN0", 0, works))).getFirst().values())
                .containsEntry("gpu_utilization_at_idle_power_percent", 0.0);
        assertThat(read(batch("dcgm", sample("SN0", 0, untold))).getFirst().values())
                .doesNotContainKey("gpu_utilization_at_idle_power_percent");
    }

    @Test
    void sensorsTellOfFansAndPowerSuppliesAndSilenceStaysAbsent() {
        var told = TelemetryBatch.newBuilder(batch("redfish"))
                .addSensors(sensor("FAN3", "Critical"))
                .addSensors(sensor("FAN4", "OK"))
                .addSensors(sensor("PSU1 Input", "OK"))
                .build();
        assertThat(read(told).getLast().values())
                .containsEntry("fan_faults", 1.0)
                .containsEntry("power_supply_faults", 0.0);
        assertThat(read(batch("redfish"))).isEmpty();
    }

    private static Map<String, Double> missing(List<Reading> readings) {
        var missing = new java.util.HashMap<String, Double>();
        readings.stream()
                .filter(r -> r.values().containsKey("gpu_missing"))
                .forEach(r -> missing.put(r.subject().key(), r.values().get("gpu_missing")));
        return missing;
    }

    private Double nvlinkIncrease(double total) {
        return read(batch("dcgm", sample("SN0", 0, Map.of("gpu_nvlink_errors_total", total))))
                .getFirst()
                .values()
                .get("gpu_nvlink_errors_increase");
    }

    private List<Reading> read(TelemetryBatch batch) {
        return new TelemetryReader(fleet).readings(batch, memory);
    }

    private static TelemetryBatch batch(String source, GpuSample... samples) {
        return TelemetryBatch.newBuilder()
                .setServerId("s1")
                .setSource(source)
                .addAllGpus(List.of(samples))
                .build();
    }

    private static GpuSample sample(String serial, int index, Map<String, Double> values) {
        return GpuSample.newBuilder()
                .setSerial(serial)
                .setIndex(index)
                .putAllValues(values)
                .build();
    }

    private static SensorSample sensor(String name, String health) {
        return SensorSample.newBuilder()
                .setName(name)
                .setHealth(health)
                .setValue(1)
                .build();
    }

    private static GpuAsset gpu(String id, int index, String serial) {
        return new GpuAsset(id, "gpu-" + id, "s1", index, serial, "r1", "d1", "allocated", "a1", "p1");
    }
}
