package io.palebluedot.hardware.driver.gnmi;

import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BmcFailure.Kind;
import io.palebluedot.hardware.driver.GpuSettings;
import io.palebluedot.hardware.driver.gnmi.GpuPaths.Setting;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * GPU limits by gNMI, at configured paths. A GPU's device id, where none is given, is the name of the platform component with its serial number, else of the
 * one named as its slot, else the configured pattern with its index.
 */
final class GnmiGpus implements GpuSettings {

    private static final GnmiPath COMPONENTS = GnmiPath.parse("/components");

    private final GnmiClients clients;
    private final GpuPaths paths;

    GnmiGpus(GnmiClients clients, GpuPaths paths) {
        this.clients = clients;
        this.paths = paths;
    }

    @Override
    public Uni<GpuReading> readGpu(Bmc bmc, GpuRef gpu) {
        var client = clients.of(bmc);
        return device(client, gpu)
                .chain(device -> limit(client, paths.powerLimit(device))
                        .chain(power -> limit(client, paths.memoryClock(device))
                                .map(clock -> new GpuReading(power.orElse(null), clock.orElse(null)))));
    }

    private static Uni<Optional<Limit>> limit(GnmiClient client, Setting setting) {
        return integer(client, Optional.of(setting.value()))
                .chain(value -> value.isEmpty()
                        ? Uni.createFrom().item(Optional.<Limit>empty())
                        : integer(client, setting.min())
                                .chain(min -> integer(client, setting.max())
                                        .map(max -> Optional.of(
                                                new Limit(value.get(), min.orElse(null), max.orElse(null))))));
    }

    private static Uni<Optional<Integer>> integer(GnmiClient client, Optional<GnmiPath> path) {
        return path.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : leaf(client, path.get())
                        .map(leaves -> leaves.stream()
                                .filter(leaf -> path.get().canonical().covers(leaf.path()))
                                .map(leaf -> leaf.value().asWhole())
                                .flatMap(whole -> Stream.ofNullable(asInteger(whole)))
                                .findFirst());
    }

    /** The leaf; by its container where the target cannot tell it alone, as some cannot a union. */
    private static Uni<List<Leaf>> leaf(GnmiClient client, GnmiPath path) {
        var container = new GnmiPath(
                path.origin(), path.elems().subList(0, Math.max(0, path.elems().size() - 1)));
        return client.read(path).onFailure(GnmiGpus::refused).recoverWithUni(() -> client.read(container));
    }

    private static boolean refused(Throwable e) {
        return e instanceof BmcFailure f && (f.kind() == Kind.REFUSED || f.kind() == Kind.INVALID);
    }

    private static @Nullable Integer asInteger(@Nullable Long whole) {
        return whole == null || whole != whole.intValue() ? null : Integer.valueOf(whole.intValue());
    }

    @Override
    public Uni<Void> setPowerLimit(Bmc bmc, GpuRef gpu, int watts) {
        return set(bmc, gpu, paths::powerLimit, "power limit", watts);
    }

    @Override
    public Uni<Void> setMemoryClock(Bmc bmc, GpuRef gpu, int mhz) {
        return set(bmc, gpu, paths::memoryClock, "memory clock", mhz);
    }

    /** Only what the target already tells is set: nothing is made where a GPU has no such setting. */
    private Uni<Void> set(Bmc bmc, GpuRef gpu, Function<String, Setting> where, String what, int value) {
        var client = clients.of(bmc);
        return device(client, gpu)
                .map(where)
                .call(setting -> limit(client, setting).invoke(now -> required(now, what)))
                .chain(setting -> set(client, setting.value(), value));
    }

    /** As a number; as text where that is refused: in JSON_IETF, 64-bit numbers and unions of them are text. */
    private static Uni<Void> set(GnmiClient client, GnmiPath path, int value) {
        return client.set(List.of(new Change.Update(path, GnmiValue.of(value))))
                .onFailure(GnmiGpus::refused)
                .recoverWithUni(
                        () -> client.set(List.of(new Change.Update(path, GnmiValue.of(Integer.toString(value))))));
    }

    private static void required(Optional<Limit> now, String what) {
        if (now.isEmpty()) {
            throw new BmcFailure(Kind.UNSUPPORTED, "the target cannot set this GPU's " + what);
        }
    }

    private Uni<String> device(GnmiClient client, GpuRef gpu) {
        String given = gpu.deviceId();
        if (given != null) {
            return Uni.createFrom().item(given);
        }
        if (gpu.serial() == null && gpu.slot() == null) {
            return Uni.createFrom().item(paths.device(gpu.index()));
        }
        return client.read(COMPONENTS).map(leaves -> {
            var components = Branch.of(leaves).each("components/component");
            return named(components, c -> c.text("state/serial-no"), gpu.serial())
                    .or(() -> named(components, c -> c.key("name"), gpu.slot()))
                    .orElseGet(() -> paths.device(gpu.index()));
        });
    }

    private static Optional<String> named(
            List<Branch> components, Function<Branch, @Nullable String> fact, @Nullable String wanted) {
        return components.stream()
                .filter(c -> wanted != null && wanted.equals(fact.apply(c)))
                .flatMap(c -> Stream.ofNullable(c.key("name")))
                .findFirst();
    }
}
