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

    private static final int MAX_CHASSIS = 64;
    private static final int MAX_SENSORS = 128;

    private final RedfishClients clients;
    private final RedfishSystems systems;
    private final GpuPlaces places;

    RedfishSensors(RedfishClients clients, RedfishSystems systems, GpuPlaces places) {
        this.clients = clients;
        this.systems = systems;
        this.places = places;
    }

    @Override
    public Uni<Reading> readGpus(Bmc bmc) {
        var client = clients.of(bmc);
        return systems.host(bmc)
                .chain(host -> places.of(bmc)
                        .chain(list -> eachGpu(list, place -> gpu(client, place)))
                        .map(gpus -> new Reading(gpus, Map.of(), List.of(), host.text("PowerState"), health(host))));
    }

    private static Uni<List<GpuValues>> eachGpu(
            List<GpuPlace> places, java.util.function.Function<GpuPlace, Uni<Optional<GpuValues>>> read) {
        return Multi.createFrom()
                .iterable(places)
                .onItem()
                .transformToUniAndConcatenate(read::apply)
                .select()
                .where(Optional::isPresent)
                .map(Optional::get)
                .collect()
                .asList();
    }

    /** Empty for a GPU that the BMC shows no more, or tells no number of. */
    private static Uni<Optional<GpuValues>> gpu(RedfishClient client, GpuPlace place) {
        return client.getIfPresent(place.environment())
                .chain(environment -> client.getIfPresent(place.metrics())
                        .chain(metrics -> client.getIfPresent(place.memoryMetrics())
                                .map(memory -> values(place, null, GpuMetrics.of(environment, metrics, memory)))));
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
                .chain(host -> chassis(client)
                        .chain(list -> Multi.createFrom()
                                .iterable(list)
                                .onItem()
                                .transformToUniAndConcatenate(path -> chassis(client, path, facts))
                                .collect()
                                .last())
                        .chain(() -> places.of(bmc))
                        .chain(list -> eachGpu(list, place -> gpuHealth(client, place)))
                        .map(gpus -> new Reading(
                                gpus, facts.values(), facts.sensors(), host.text("PowerState"), health(host))));
    }

    private static Uni<List<String>> chassis(RedfishClient client) {
        return client.get(Paths.ROOT)
                .chain(root -> client.getIfPresent(root.link("Chassis")))
                .map(list -> list.members().stream().limit(MAX_CHASSIS).toList());
    }

    private static Uni<Void> chassis(RedfishClient client, String path, SensorFacts facts) {
        return client.getIfPresent(path)
                .chain(chassis -> client.getIfPresent(chassis.link("Thermal"))
                        .invoke(facts::thermal)
                        .chain(() -> client.getIfPresent(chassis.link("Power")))
                        .invoke(facts::power)
                        .chain(() -> sensors(client, chassis.link("Sensors"), facts)));
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

    private static Uni<Optional<GpuValues>> gpuHealth(RedfishClient client, GpuPlace place) {
        return client.getIfPresent(place.path()).map(gpu -> values(place, health(gpu), Map.of()));
    }

    private static @org.jspecify.annotations.Nullable String health(Resource resource) {
        return GpuFacts.first(resource.text("Status", "HealthRollup"), resource.text("Status", "Health"));
    }
}
