package io.palebluedot.inventory.telemetry;

import io.palebluedot.inventory.series.Sample;
import io.palebluedot.inventory.telemetry.KnownServer.KnownGpu;
import io.palebluedot.inventory.telemetry.Latest.SensorValue;
import io.palebluedot.proto.hardware.v1.GpuSample;
import io.palebluedot.proto.hardware.v1.TelemetryBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What polls say about known servers: samples to keep, and health and load that differ from what is known. */
final class Observed {

    /** Health of a server or of one of its GPUs that is not as it is known; {@code gpuId} null for the server itself. */
    record HealthChange(UUID serverId, @Nullable UUID gpuId, String health) {}

    private static final String UTILIZATION = "gpu_utilization_percent";

    final List<Sample> samples = new ArrayList<>();
    final Map<UUID, List<SensorValue>> sensors = new HashMap<>();
    final List<HealthChange> health = new ArrayList<>();
    final Map<UUID, Boolean> load = new HashMap<>();
    final Map<UUID, KnownGpu> gpus = new HashMap<>();
    int unmatched;

    void add(KnownServer server, TelemetryBatch batch, Instant now) {
        var at = batch.hasAt()
                ? Instant.ofEpochSecond(
                        batch.getAt().getSeconds(), batch.getAt().getNanos())
                : now;
        String source = batch.getSource().isBlank() ? "unknown" : batch.getSource();
        var values = finite(batch.getValuesMap());
        if (!values.isEmpty() || batch.getSensorsCount() > 0) {
            samples.add(new Sample(server.id(), server.id(), "server", source, at, values));
            sensors.put(
                    server.id(),
                    batch.getSensorsList().stream()
                            .filter(s -> Double.isFinite(s.getValue()))
                            .map(s -> new SensorValue(s.getName(), s.getValue(), s.getUnit(), s.getHealth()))
                            .toList());
        }
        changed(server.id(), null, server.health(), batch.getHealth());
        batch.getGpusList().forEach(gpu -> add(server, gpu, source, at));
    }

    private void add(KnownServer server, GpuSample sample, String source, Instant at) {
        var match = server.match(sample);
        if (match.isEmpty()) {
            unmatched++;
            return;
        }
        var gpu = match.get();
        var values = finite(sample.getValuesMap());
        if (!values.isEmpty()) {
            samples.add(new Sample(gpu.id(), server.id(), "gpu", source, at, values));
        }
        changed(server.id(), gpu.id(), gpu.health(), sample.getHealth());
        Double utilization = values.get(UTILIZATION);
        if (utilization != null) {
            gpus.put(gpu.id(), gpu);
            load.put(gpu.id(), utilization >= 1);
        }
    }

    private void changed(UUID serverId, @Nullable UUID gpuId, @Nullable String known, String told) {
        boolean redfish = "OK".equals(told) || "Warning".equals(told) || "Critical".equals(told);
        if (redfish && !told.equals(known)) {
            health.add(new HealthChange(serverId, gpuId, told));
        }
    }

    private static Map<String, Double> finite(Map<String, Double> values) {
        var finite = new HashMap<String, Double>(values);
        finite.values().removeIf(value -> !Double.isFinite(value));
        return finite;
    }
}
