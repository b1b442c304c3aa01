package io.palebluedot.alert.evaluation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of a server's former telemetry is needed to understand the next: counters, and which GPUs each source showed. Changes in place. */
final class ServerMemory {

    private final Map<String, Double> counters;
    private final Map<String, Set<String>> seen;
    private boolean changed;

    ServerMemory(Map<String, Double> counters, Map<String, Set<String>> seen) {
        this.counters = new HashMap<>(counters);
        this.seen = new HashMap<>(seen);
    }

    /** How much a counter grew; null when it was not known before. A smaller value is a counter that began anew. */
    @Nullable
    Double increase(String key, double value) {
        var former = counters.put(key, value);
        changed |= former == null || former != value;
        return former == null ? null : value >= former ? value - former : value;
    }

    void saw(String source, String gpu) {
        changed |= seen.computeIfAbsent(source, s -> new HashSet<>()).add(gpu);
    }

    void forgets(String source, String gpu) {
        var gpus = seen.get(source);
        changed |= gpus != null && gpus.remove(gpu);
    }

    Set<String> seenBy(String source) {
        return Set.copyOf(seen.getOrDefault(source, Set.of()));
    }

    boolean changed() {
        return changed;
    }

    Map<String, Double> counters() {
        return counters;
    }

    Map<String, Set<String>> seen() {
        return seen;
    }
}
