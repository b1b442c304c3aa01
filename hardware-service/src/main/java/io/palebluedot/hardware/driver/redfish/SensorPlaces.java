package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.Bmc;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the sensors of a BMC are, remembered for a while: most chassis of a GPU server have none, and at a BMC that takes seconds per answer to walk all of
 * them takes longer than the period.
 */
final class SensorPlaces {

    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final int MAX_CHASSIS = 64;

    /** Of one chassis; each null where it has none. */
    record Place(
            @Nullable String thermal,
            @Nullable String power,
            @Nullable String sensors) {

        static Place of(Resource chassis) {
            return new Place(chassis.link("Thermal"), chassis.link("Power"), chassis.link("Sensors"));
        }

        boolean any() {
            return thermal != null || power != null || sensors != null;
        }
    }

    private record Known(Instant until, List<Place> places) {}

    private final Map<HostPort, Known> known = new ConcurrentHashMap<>();

    Uni<List<Place>> of(Bmc bmc, RedfishClient client) {
        var last = known.get(bmc.address());
        if (last != null && last.until().isAfter(Instant.now())) {
            return Uni.createFrom().item(last.places());
        }
        return walk(client)
                .invoke(places ->
                        known.put(bmc.address(), new Known(Instant.now().plus(KEPT), places)));
    }

    private static Uni<List<Place>> walk(RedfishClient client) {
        return client.get(Paths.ROOT)
                .chain(root -> client.getIfPresent(root.link("Chassis")))
                .chain(list -> Multi.createFrom()
                        .iterable(list.members().stream().limit(MAX_CHASSIS).toList())
                        .onItem()
                        .transformToUniAndConcatenate(client::getIfPresent)
                        .map(Place::of)
                        .select()
                        .where(Place::any)
                        .collect()
                        .asList());
    }
}
