package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.Bmc;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The metric reports of NVIDIA baseboards: the values of all GPUs in three answers, where asking each GPU takes three for every one of them.
 * A GB200 tells temperature and power of its GPUs nowhere else.
 */
final class HgxReports {

    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final Pattern USEFUL =
            Pattern.compile(".*/HGX_(PlatformEnvironmentMetrics|ProcessorMetrics|MemoryMetrics)_[0-9]+");
    private static final Pattern SENSOR = Pattern.compile("/redfish/v1/Chassis/[^/]+/Sensors/[^/]+");

    private record Known(Instant until, List<String> reports) {}

    private final Map<HostPort, Known> known = new ConcurrentHashMap<>();

    /** What the reports tell now of these GPUs; nothing where the BMC has none. */
    Uni<MetricReport> read(Bmc bmc, RedfishClient client, List<GpuPlace> places) {
        var merged = new MetricReport(wanted(places));
        return paths(bmc, client)
                .onItem()
                .transformToMulti(paths -> Multi.createFrom().iterable(paths))
                .onItem()
                .transformToUniAndConcatenate(client::getIfPresent)
                .invoke(merged::add)
                .collect()
                .last()
                .replaceWith(merged);
    }

    private static java.util.function.Predicate<String> wanted(List<GpuPlace> places) {
        Set<String> paths = new HashSet<>();
        for (var place : places) {
            paths.add(String.valueOf(place.metrics()));
            paths.add(String.valueOf(place.memoryMetrics()));
            for (String module : place.modulePaths()) {
                paths.add(module);
                paths.add(module + "/MemoryMetrics");
            }
        }
        return path -> paths.contains(path) || SENSOR.matcher(path).matches();
    }

    private Uni<List<String>> paths(Bmc bmc, RedfishClient client) {
        var last = known.get(bmc.address());
        return last != null && last.until().isAfter(Instant.now())
                ? Uni.createFrom().item(last.reports())
                : find(client)
                        .invoke(found ->
                                known.put(bmc.address(), new Known(Instant.now().plus(KEPT), found)));
    }

    private static Uni<List<String>> find(RedfishClient client) {
        return client.get(Paths.ROOT)
                .chain(root -> client.getIfPresent(root.link("TelemetryService")))
                .chain(service -> client.getIfPresent(service.link("MetricReports")))
                .map(reports -> reports.members().stream()
                        .filter(path -> USEFUL.matcher(path).matches())
                        .limit(6)
                        .toList());
    }
}
