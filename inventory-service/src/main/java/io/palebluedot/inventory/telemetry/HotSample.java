package io.palebluedot.inventory.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.palebluedot.events.EventJson;
import io.palebluedot.inventory.telemetry.Latest.SensorValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one source told last, as it lies in Redis. */
@RegisterForReflection(targets = {HotSample.class, SensorValue.class})
record HotSample(long at, Map<String, Double> values, List<SensorValue> sensors) {

    String json() {
        try {
            return EventJson.mapper().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("hot sample cannot be written", e);
        }
    }

    static HotSample read(String json) {
        try {
            return EventJson.mapper().readValue(json, HotSample.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("hot sample cannot be read", e);
        }
    }

    /** Newer values win; a source that fell silent is not mixed with one that speaks, but its sensors stay, with their time. */
    static Latest merge(Collection<HotSample> samples, Duration tolerance) {
        var newest = samples.stream().mapToLong(HotSample::at).max();
        if (newest.isEmpty()) {
            return Latest.NOTHING;
        }
        long oldestShown = newest.getAsLong() - tolerance.toMillis();
        var values = new HashMap<String, Double>();
        var sensors = new java.util.LinkedHashMap<String, SensorValue>();
        samples.stream().sorted(Comparator.comparingLong(HotSample::at)).forEach(sample -> {
            if (sample.at() >= oldestShown) {
                values.putAll(sample.values());
            }
            var at = Instant.ofEpochMilli(sample.at());
            sample.sensors().forEach(sensor -> sensors.put(sensor.name(), sensor.takenAt(at)));
        });
        return new Latest(Instant.ofEpochMilli(newest.getAsLong()), values, List.copyOf(sensors.values()));
    }
}
