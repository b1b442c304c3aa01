package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.hardware.driver.Bmc;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Values of all GPUs of a BMC: from its metric reports as far as they go, and from each GPU's own resources for the rest. */
final class GpuReading {

    private static final String LIMIT = "gpu_power_limit_watts";
    private static final Duration LIMIT_KEPT = Duration.ofMinutes(1);

    private record Limit(Instant until, @Nullable Double watts) {}

    private final HgxReports reports = new HgxReports();
    private final Map<String, Limit> limits = new ConcurrentHashMap<>();

    /** By path of the GPU. */
    Uni<Map<String, Map<String, Double>>> of(Bmc bmc, RedfishClient client, List<GpuPlace> places) {
        var all = new HashMap<String, Map<String, Double>>();
        return reports.read(bmc, client, places)
                .onItem()
                .transformToMulti(report -> Multi.createFrom()
                        .iterable(places)
                        .onItem()
                        .transformToUniAndConcatenate(place -> one(bmc, client, place, ReportedGpu.of(place, report))
                                .invoke(values -> all.put(place.path(), values))))
                .collect()
                .last()
                .replaceWith(all);
    }

    private Uni<Map<String, Double>> one(Bmc bmc, RedfishClient client, GpuPlace place, Map<String, Double> reported) {
        return reported.containsKey("gpu_temperature_celsius") && reported.containsKey("gpu_power_watts")
                ? withLimit(bmc, client, place, reported)
                : asked(client, place).map(own -> both(own, reported));
    }

    private static Uni<Map<String, Double>> asked(RedfishClient client, GpuPlace place) {
        return client.getIfPresent(place.environment())
                .chain(environment -> client.getIfPresent(place.metrics())
                        .chain(metrics -> client.getIfPresent(place.memoryMetrics())
                                .map(memory -> GpuMetrics.of(environment, metrics, memory))));
    }

    /** The limit is a setting, not a measurement: no report has it, and once a minute is often enough. */
    private Uni<Map<String, Double>> withLimit(
            Bmc bmc, RedfishClient client, GpuPlace place, Map<String, Double> reported) {
        String key = bmc.address() + place.path();
        var last = limits.get(key);
        Uni<Limit> limit = last != null && last.until().isAfter(Instant.now())
                ? Uni.createFrom().item(last)
                : client.getIfPresent(place.environment())
                        .map(e -> new Limit(Instant.now().plus(LIMIT_KEPT), e.number("PowerLimitWatts", "SetPoint")))
                        .invoke(read -> limits.put(key, read));
        return limit.map(known -> {
            Double watts = known.watts();
            return watts == null ? reported : both(reported, Map.of(LIMIT, watts));
        });
    }

    private static Map<String, Double> both(Map<String, Double> one, Map<String, Double> other) {
        var all = new LinkedHashMap<>(one);
        all.putAll(other);
        return all;
    }
}
