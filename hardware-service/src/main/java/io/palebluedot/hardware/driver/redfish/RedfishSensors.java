package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.SensorReader;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Redfish's measurements; one GET after the other. */
final class RedfishSensors implements SensorReader {

    private static final int MAX_SENSORS = 128;

    private final RedfishClients clients;
    private final RedfishSystems systems;
    private final GpuPlaces places;
    private final GpuReading gpuReading = new GpuReading();
    private final GpuHealth gpuHealth = new GpuHealth();
    private final SensorPlaces sensorPlaces = new SensorPlaces();

    RedfishSensors(RedfishClients clients, RedfishSystems systems, GpuPlaces places) {
        this.clients = clients;
        this.systems = systems;
        this.places = places;
    }

    /** Without those GPUs that the BMC shows no more, or tells no number of. */
    @Override
    public Uni<Reading> readGpus(Bmc bmc) {
        var client = clients.of(bmc);
        return systems.host(bmc)
                .chain(host -> places.of(bmc)
                        .chain(list -> gpuReading
                                .of(bmc, client, list)
                                .map(read -> list.stream()
                                        .flatMap(place ->
                                                values(place, null, read.getOrDefault(place.path(), Map.of())).stream())
                                        .toList()))
                        .map(gpus -> new Reading(gpus, Map.of(), List.of(), host.text("PowerState"), health(host))));
    }

    private static Optional<GpuValues> values(
            GpuPlace place, @org.jspecify.annotations.Nullable String health, Map<String, Double> values) {
        if (values.isEmpty() && health == null) {
            return Optional.empty();
        }
        var gpu = place.gpu();
        return Optional.of(new GpuValues(gpu.index(), gpu.serial(), gpu.uuid(), health, values));
    }

    @Override
    public Uni<Reading> readSensors(Bmc bmc) {
        var client = clients.of(bmc);
        var facts = new SensorFacts();
        return systems.host(bmc)
                .chain(host -> sensorPlaces
                        .of(bmc, client)
                        .chain(list -> Multi.createFrom()
                                .iterable(list)
                                .onItem()
                                .transformToUniAndConcatenate(place -> read(client, place, facts))
                                .collect()
                                .last())
                        .chain(() -> places.of(bmc))
                        .chain(list -> gpuHealth
                                .of(bmc.address().toString(), client, list)
                                .map(read -> list.stream()
                                        .flatMap(place -> ofHealth(place, read).stream())
                                        .toList()))
                        .map(gpus -> new Reading(
                                gpus, facts.values(), facts.sensors(), host.text("PowerState"), health(host))));
    }

    private static Uni<Void> read(RedfishClient client, SensorPlaces.Place place, SensorFacts facts) {
        return client.getIfPresent(place.thermal())
                .invoke(facts::thermal)
                .chain(() -> client.getIfPresent(place.power()))
                .invoke(facts::power)
                .chain(() -> sensors(client, place.sensors(), facts));
    }

    private static Uni<Void> sensors(
            RedfishClient client, @org.jspecify.annotations.Nullable String collection, SensorFacts facts) {
        return client.getIfPresent(collection == null ? null : collection + "?$expand=.($levels=1)")
                .chain(list -> Multi.createFrom()
                        .iterable(list.parts("Members").stream()
                                .limit(MAX_SENSORS)
                                .toList())
                        .onItem()
                        .transformToUniAndConcatenate(member -> sensor(client, member))
                        .invoke(facts::sensor)
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    /** A member that came with the collection, or has to be fetched. */
    private static Uni<Resource> sensor(RedfishClient client, Resource member) {
        boolean whole = member.text("Name") != null;
        String path = Paths.of(Objects.requireNonNullElse(member.text("@odata.id"), ""));
        return whole || path == null || path.contains("CoreUtil")
                ? Uni.createFrom().item(member)
                : client.getIfPresent(path);
    }

    private static Optional<GpuValues> ofHealth(GpuPlace place, Map<String, Resource> read) {
        var gpu = read.getOrDefault(place.path(), Resource.absent(place.path()));
        return values(place, health(gpu), Map.of());
    }

    private static @org.jspecify.annotations.Nullable String health(Resource resource) {
        return GpuFacts.first(resource.text("Status", "HealthRollup"), resource.text("Status", "Health"));
    }
}
