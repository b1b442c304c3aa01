package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BmcFailure.Kind;
import io.palebluedot.hardware.driver.RaidVolumes;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Volumes of the Storage resources of the host system (DSP0268: Storage, StorageController, Drive, Volume). */
final class RedfishVolumes implements RaidVolumes {

    private static final int MAX_CONTROLLERS = 16;
    private static final int MAX_MEMBERS = 256;
    private static final int LOOKS = 15;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final RedfishClients clients;
    private final RedfishSystems systems;

    RedfishVolumes(RedfishClients clients, RedfishSystems systems) {
        this.clients = clients;
        this.systems = systems;
    }

    @Override
    public Uni<List<StorageController>> readStorage(Bmc bmc) {
        return all(bmc).map(all -> all.stream().map(StorageReading::controller).toList());
    }

    @Override
    public Uni<String> createVolume(Bmc bmc, VolumeWish wish) {
        return one(bmc, wish.controller()).chain(storage -> {
            var there = storage.named(wish.name());
            return there == null ? create(bmc, storage, wish) : Uni.createFrom().item(there.id());
        });
    }

    private Uni<String> create(Bmc bmc, StorageReading storage, VolumeWish wish) {
        storage.check(wish);
        var client = clients.of(bmc);
        String collection = Objects.requireNonNull(storage.collection().path());
        var times = ApplyTime.of(storage.collection());
        return client.post(collection, storage.body(wish, times))
                .chain(answer -> times == ApplyTime.ON_RESET
                        ? Uni.createFrom().item("")
                        : RedfishTasks.settle(client, answer).chain(() -> appeared(bmc, wish, LOOKS)));
    }

    private Uni<String> appeared(Bmc bmc, VolumeWish wish, int looks) {
        return one(bmc, wish.controller()).onItem().transformToUni(storage -> {
            var there = storage.named(wish.name());
            if (there != null) {
                return Uni.createFrom().item(there.id());
            }
            return looks == 0
                    ? Uni.createFrom()
                            .failure(new BmcFailure(Kind.NOT_CONFIRMED, "the BMC took the volume and does not show it"))
                    : later(() -> appeared(bmc, wish, looks - 1));
        });
    }

    @Override
    public Uni<Void> deleteVolume(Bmc bmc, String controller, String volume) {
        var client = clients.of(bmc);
        return one(bmc, controller).chain(storage -> {
            var there = storage.volume(volume);
            if (there == null) {
                return Uni.createFrom().voidItem();
            }
            var times = ApplyTime.of(there);
            return client.delete(there.path())
                    .chain(answer -> times == ApplyTime.ON_RESET
                            ? Uni.createFrom().voidItem()
                            : RedfishTasks.settle(client, answer).chain(() -> gone(client, there.path(), LOOKS)));
        });
    }

    private static Uni<Void> gone(RedfishClient client, String path, int looks) {
        return client.getIfPresent(path).onItem().transformToUni(volume -> {
            if (!volume.present()) {
                return Uni.createFrom().voidItem();
            }
            return looks == 0
                    ? Uni.createFrom()
                            .failure(new BmcFailure(
                                    Kind.NOT_CONFIRMED, "the BMC took the deletion and still shows the volume"))
                    : later(() -> gone(client, path, looks - 1));
        });
    }

    private static <T> Uni<T> later(Supplier<Uni<? extends T>> work) {
        return Uni.createFrom().voidItem().onItem().delayIt().by(PAUSE).chain(work);
    }

    private Uni<StorageReading> one(Bmc bmc, String controller) {
        var client = clients.of(bmc);
        return storages(bmc)
                .chain(all -> all.stream()
                        .filter(storage -> storage.id().equals(controller))
                        .findFirst()
                        .map(storage -> read(client, storage))
                        .orElseGet(() -> Uni.createFrom()
                                .failure(new BmcFailure(
                                        Kind.NOT_FOUND, "the BMC has no storage controller '" + controller + "'"))));
    }

    private Uni<List<StorageReading>> all(Bmc bmc) {
        var client = clients.of(bmc);
        return storages(bmc)
                .chain(all -> Multi.createFrom()
                        .iterable(all)
                        .onItem()
                        .transformToUniAndConcatenate(storage -> read(client, storage))
                        .collect()
                        .asList());
    }

    private Uni<List<Resource>> storages(Bmc bmc) {
        var client = clients.of(bmc);
        return systems.host(bmc)
                .chain(host -> client.members(host.link("Storage"), MAX_CONTROLLERS))
                .invoke(all -> {
                    if (all.isEmpty()) {
                        throw new BmcFailure(Kind.UNSUPPORTED, "the BMC shows no storage");
                    }
                });
    }

    private static Uni<StorageReading> read(RedfishClient client, Resource storage) {
        return client.getIfPresent(storage.link("Volumes"))
                .chain(collection -> client.members(storage.link("Controllers"), MAX_CONTROLLERS)
                        .chain(controllers -> client.all(limited(storage.links("Drives")))
                                .chain(drives -> client.all(limited(collection.members()))
                                        .map(volumes -> new StorageReading(
                                                storage, controllers, drives, collection, volumes)))));
    }

    private static List<String> limited(List<String> paths) {
        return paths.stream().limit(MAX_MEMBERS).toList();
    }
}
