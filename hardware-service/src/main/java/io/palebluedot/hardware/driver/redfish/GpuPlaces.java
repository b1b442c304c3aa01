package io.palebluedot.hardware.driver.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.GpuSettings.GpuRef;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the GPUs of a BMC and remembers for a while where they are. */
final class GpuPlaces {

    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final int MAX_RESOURCES = 400;

    private record Known(Instant at, List<GpuPlace> places) {}

    private final RedfishClients clients;
    private final Map<HostPort, Known> known = new ConcurrentHashMap<>();

    GpuPlaces(RedfishClients clients) {
        this.clients = clients;
    }

    Uni<List<GpuPlace>> of(Bmc bmc) {
        var last = known.get(bmc.address());
        if (last != null && last.at().plus(KEPT).isAfter(Instant.now())) {
            return Uni.createFrom().item(last.places());
        }
        return crawl(clients.of(bmc), new HashMap<>()).map(resources -> learn(bmc, new Tree(resources)));
    }

    /** The GPUs of a tree that was read, which are remembered as those of the BMC. */
    List<GpuPlace> learn(Bmc bmc, Tree tree) {
        var places = GpuPlace.of(tree);
        known.put(bmc.address(), new Known(Instant.now(), places));
        return places;
    }

    /** The GPU a caller means: by serial, else by slot, else by place. */
    Uni<GpuPlace> find(Bmc bmc, GpuRef ref) {
        return of(bmc).map(places -> places.stream()
                .filter(p -> ref.serial() != null && ref.serial().equals(p.gpu().serial()))
                .findFirst()
                .or(() -> places.stream()
                        .filter(p -> ref.serial() == null || p.gpu().serial() == null)
                        .filter(p ->
                                ref.slot() != null && ref.slot().equals(p.gpu().slot()))
                        .findFirst())
                .or(() -> places.stream()
                        .filter(p -> ref.serial() == null && ref.slot() == null)
                        .filter(p -> ref.index() == p.gpu().index())
                        .findFirst())
                .orElseThrow(() -> {
                    known.remove(bmc.address());
                    return new BmcFailure(BmcFailure.Kind.NOT_FOUND, "the BMC shows no such GPU: " + ref);
                }));
    }

    private static Uni<Map<String, JsonNode>> crawl(RedfishClient client, Map<String, JsonNode> read) {
        var missing = TreePlan.missingForGpus(new Tree(read));
        if (missing.isEmpty() || read.size() + missing.size() > MAX_RESOURCES) {
            return Uni.createFrom().item(read);
        }
        return Multi.createFrom()
                .iterable(missing)
                .onItem()
                .transformToUniAndConcatenate(want ->
                        client.getIfPresent(want.path()).invoke(r -> read.put(want.path(), Kept.of(r.json()))))
                .collect()
                .last()
                .chain(() -> crawl(client, read));
    }
}
