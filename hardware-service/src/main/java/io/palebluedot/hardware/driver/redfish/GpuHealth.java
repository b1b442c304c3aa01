package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.hardware.driver.BmcFailure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The GPUs' own resources, read for their health: in one GET with {@code $expand} where several are in one collection and the BMC can (DSP0266 7.3.1), else
 * one by one.
 */
final class GpuHealth {

    private static final int WORTH_EXPANDING = 2;

    /** Collections that were asked and did not bring their members. */
    private final Set<String> plain = ConcurrentHashMap.newKeySet();

    /** By path; those that the BMC does not have are absent. {@code bmc} tells BMCs apart. */
    Uni<Map<String, Resource>> of(String bmc, RedfishClient client, List<GpuPlace> places) {
        var read = new HashMap<String, Resource>();
        var parents = places.stream().collect(Collectors.groupingBy(p -> parent(p.path()), Collectors.counting()));
        return Multi.createFrom()
                .iterable(parents.entrySet())
                .select()
                .where(e -> e.getValue() >= WORTH_EXPANDING && !plain.contains(bmc + e.getKey()))
                .onItem()
                .transformToUniAndConcatenate(e ->
                        expanded(client, e.getKey()).invoke(list -> keep(bmc + e.getKey(), list, read)))
                .collect()
                .last()
                .chain(() -> Multi.createFrom()
                        .iterable(places)
                        .select()
                        .where(place -> !read.containsKey(place.path()))
                        .onItem()
                        .transformToUniAndConcatenate(
                                place -> client.getIfPresent(place.path()).invoke(gpu -> read.put(place.path(), gpu)))
                        .collect()
                        .last())
                .map(done -> read);
    }

    private void keep(String collection, Resource list, Map<String, Resource> read) {
        var whole = list.parts("Members").stream()
                .filter(member -> member.text("Id") != null)
                .toList();
        if (whole.isEmpty()) {
            plain.add(collection);
        }
        for (var member : whole) {
            String path = Paths.of(String.valueOf(member.text("@odata.id")));
            if (path != null) {
                read.put(path, member);
            }
        }
    }

    /** A BMC that says no to the question is one that cannot; one that does not answer fails the poll. */
    private static Uni<Resource> expanded(RedfishClient client, String collection) {
        return client.getIfPresent(collection + "?$expand=.($levels=1)")
                .onFailure(e -> e instanceof BmcFailure f
                        && (f.kind() == BmcFailure.Kind.REFUSED
                                || f.kind() == BmcFailure.Kind.MALFORMED
                                || f.kind() == BmcFailure.Kind.INVALID
                                || f.kind() == BmcFailure.Kind.UNSUPPORTED))
                .recoverWithItem(Resource.absent(collection));
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
