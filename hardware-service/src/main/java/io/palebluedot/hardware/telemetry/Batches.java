package io.palebluedot.hardware.telemetry;

import com.google.protobuf.Timestamp;
import io.palebluedot.hardware.driver.SensorReader.GpuValues;
import io.palebluedot.hardware.driver.SensorReader.Reading;
import io.palebluedot.hardware.telemetry.format.GpuRecord;
import io.palebluedot.hardware.telemetry.format.GpuUuid;
import io.palebluedot.proto.hardware.v1.GpuSample;
import io.palebluedot.proto.hardware.v1.SensorSample;
import io.palebluedot.proto.hardware.v1.TelemetryBatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Measurements as they are published. */
final class Batches {

    private Batches() {}

    static TelemetryBatch of(String serverId, String source, Reading reading) {
        var batch = empty(serverId, source)
                .setBmcReachable(true)
                .setPowerState(orEmpty(reading.powerState()))
                .setHealth(orEmpty(reading.health()))
                .putAllValues(reading.values());
        reading.gpus().forEach(g -> batch.addGpus(gpu(g)));
        reading.sensors()
                .forEach(s -> batch.addSensors(SensorSample.newBuilder()
                        .setName(s.name())
                        .setValue(s.value())
                        .setUnit(orEmpty(s.unit()))
                        .setHealth(orEmpty(s.health()))));
        return batch.build();
    }

    /** What the host tells; {@code reachable} is what is known of its BMC. */
    static TelemetryBatch of(
            String serverId, String source, List<GpuRecord> gpus, Map<String, Double> values, boolean reachable) {
        var batch = empty(serverId, source).setBmcReachable(reachable).putAllValues(values);
        gpus.forEach(g -> batch.addGpus(gpu(g)));
        return batch.build();
    }

    /** {@code source} is the protocol that would have answered. */
    static TelemetryBatch unreachable(String serverId, String source) {
        return empty(serverId, source).setBmcReachable(false).build();
    }

    private static TelemetryBatch.Builder empty(String serverId, String source) {
        var now = Instant.now();
        return TelemetryBatch.newBuilder()
                .setServerId(serverId)
                .setSource(source)
                .setAt(Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()));
    }

    private static GpuSample gpu(GpuValues g) {
        return GpuSample.newBuilder()
                .setIndex(g.index())
                .setSerial(orEmpty(g.serial()))
                .setUuid(orEmpty(GpuUuid.of(g.uuid())))
                .setHealth(orEmpty(g.health()))
                .putAllValues(g.values())
                .build();
    }

    private static GpuSample gpu(GpuRecord g) {
        return GpuSample.newBuilder()
                .setIndex(g.index())
                .setSerial(orEmpty(g.serial()))
                .setUuid(orEmpty(g.uuid()))
                .setPciAddress(orEmpty(g.pciAddress()))
                .putAllValues(g.values())
                .build();
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
