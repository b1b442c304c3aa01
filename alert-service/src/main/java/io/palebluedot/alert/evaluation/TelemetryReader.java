package io.palebluedot.alert.evaluation;

import io.palebluedot.alert.alerts.Place;
import io.palebluedot.alert.asset.Fleet;
import io.palebluedot.alert.asset.GpuAsset;
import io.palebluedot.alert.condition.Scope;
import io.palebluedot.proto.hardware.v1.GpuSample;
import io.palebluedot.proto.hardware.v1.TelemetryBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns one poll into readings and adds what rules need beyond raw values: increases, disappearances, faults told by sensors. */
final class TelemetryReader {

    private static final Set<String> IN_BAND = Set.of("dcgm", "push");
    private static final String GPU_MISSING = "gpu_missing";

    private final Fleet fleet;
    private int strangers;

    TelemetryReader(Fleet fleet) {
        this.fleet = fleet;
    }

    /** How many samples were of GPUs that inventory has not told of. */
    int strangers() {
        return strangers;
    }

    /** Does the server's own system speak here? */
    static boolean inBand(TelemetryBatch batch) {
        return IN_BAND.contains(batch.getSource()) || batch.getSource().equals("node");
    }

    List<Reading> readings(TelemetryBatch batch, ServerMemory memory) {
        var at = Instant.ofEpochSecond(batch.getAt().getSeconds(), batch.getAt().getNanos());
        var readings = new ArrayList<Reading>();
        var shown = new HashSet<String>();
        for (GpuSample sample : batch.getGpusList()) {
            var gpu = fleet.gpu(batch.getServerId(), sample.getSerial(), sample.getIndex());
            if (gpu == null) {
                // Inventory tells of a GPU before anybody can use it; an identity made up here would become a second
                // alert.
                strangers++;
                continue;
            }
            var values = Derived.gpu(gpu.id(), finite(sample.getValuesMap()), memory);
            if (Derived.alive(values)) {
                shown.add(gpu.id());
            }
            readings.add(new Reading(subject(gpu), at, values));
        }
        readings.addAll(missing(batch, at, shown, memory));
        var server = Derived.server(finite(batch.getValuesMap()), batch.getSensorsList());
        if (!server.isEmpty()) {
            readings.add(new Reading(server(batch.getServerId()), at, server));
        }
        return readings;
    }

    /** A poll that shows some GPUs and not one that the same source showed before: that one is gone. A poll without any GPU says nothing. */
    private List<Reading> missing(TelemetryBatch batch, Instant at, Set<String> shown, ServerMemory memory) {
        var readings = new ArrayList<Reading>();
        if (shown.isEmpty()) {
            return readings;
        }
        String source = IN_BAND.contains(batch.getSource()) ? "in_band" : batch.getSource();
        for (GpuAsset gpu : fleet.gpus(batch.getServerId())) {
            // What the driver does not see is gone, even where the BMC still lists the slot.
            boolean otherKnows =
                    !source.equals("in_band") && memory.seenBy("in_band").contains(gpu.id());
            if (!gpu.expected()) {
                memory.forgets(source, gpu.id());
            } else if (shown.contains(gpu.id())) {
                memory.saw(source, gpu.id());
                if (!otherKnows) {
                    readings.add(new Reading(subject(gpu), at, Map.of(GPU_MISSING, 0.0)));
                }
            } else if (memory.seenBy(source).contains(gpu.id()) && !otherKnows) {
                readings.add(new Reading(subject(gpu), at, Map.of(GPU_MISSING, 1.0)));
            }
        }
        return readings;
    }

    private Subject subject(GpuAsset gpu) {
        var labels = new HashMap<String, String>();
        labels.put("gpu", gpu.name());
        labels.put("gpu_index", Integer.toString(gpu.index()));
        put(labels, "rack", gpu.rack());
        put(labels, "nvlink_domain", gpu.nvlinkDomain());
        var server = fleet.server(gpu.serverId());
        put(labels, "server", server == null ? null : server.name());
        return new Subject(Scope.GPU, gpu.id(), gpu.serverId(), Place.of(gpu), labels);
    }

    private Subject server(String serverId) {
        var server = fleet.server(serverId);
        var labels = new HashMap<String, String>();
        if (server != null) {
            put(labels, "server", server.name());
            put(labels, "rack", server.rack());
        }
        return new Subject(Scope.SERVER, serverId, serverId, Place.server(serverId, server), labels);
    }

    private static void put(Map<String, String> labels, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null) {
            labels.put(name, value);
        }
    }

    private static Map<String, Double> finite(Map<String, Double> values) {
        var finite = new HashMap<>(values);
        finite.values().removeIf(v -> !Double.isFinite(v));
        return finite;
    }
}
