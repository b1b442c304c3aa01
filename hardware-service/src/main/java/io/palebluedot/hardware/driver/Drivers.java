package io.palebluedot.hardware.driver;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tries the drivers that a server has, in their order, until one answers. */
@ApplicationScoped
public class Drivers {

    /** Where a BMC speaks several, the one that tells most comes first. */
    private static final List<String> PREFERENCE = List.of("redfish", "ipmi", "gnmi");

    private final List<Driver> drivers;
    private final MeterRegistry meters;

    Drivers(Instance<Driver> drivers, MeterRegistry meters) {
        this.drivers = drivers.stream()
                .sorted(Comparator.comparingInt(d -> PREFERENCE.indexOf(d.protocol())))
                .toList();
        this.meters = meters;
    }

    public Optional<Driver> of(String protocol) {
        return drivers.stream().filter(d -> d.protocol().equals(protocol)).findFirst();
    }

    /** Protocols that there is a driver for, the preferred one first. */
    public List<String> protocols() {
        return drivers.stream().map(Driver::protocol).toList();
    }

    /**
     * Asks the first driver that has the capability, the next one when that fails to answer at all.
     *
     * @param seen gets every try
     * @return fails with UNSUPPORTED when no driver of the server has the capability, else with the most telling failure
     */
    public <C, T> Uni<T> call(Bmc bmc, Class<C> capability, Function<C, Uni<T>> action, Consumer<Attempt> seen) {
        var able = bmc.protocols().stream()
                .map(this::of)
                .flatMap(Optional::stream)
                .filter(d -> d.capability(capability).isPresent())
                .toList();
        if (able.isEmpty()) {
            return Uni.createFrom()
                    .failure(new BmcFailure(
                            BmcFailure.Kind.UNSUPPORTED,
                            "none of the server's drivers " + bmc.protocols() + " has " + capability.getSimpleName()));
        }
        return attempt(able, List.of(), capability, action, seen);
    }

    private <C, T> Uni<T> attempt(
            List<Driver> able,
            List<DriverFailure> failed,
            Class<C> type,
            Function<C, Uni<T>> action,
            Consumer<Attempt> seen) {
        var driver = able.get(failed.size());
        return action.apply(driver.capability(type).orElseThrow())
                .invoke(done -> note(driver, null, seen))
                .onFailure(BmcFailure.class)
                .recoverWithUni(failure -> {
                    note(driver, failure, seen);
                    var failures = DriverFailure.append(failed, driver.protocol(), failure);
                    return failures.size() < able.size() && !failures.getLast().ends()
                            ? attempt(able, failures, type, action, seen)
                            : Uni.createFrom().failure(DriverFailure.summary(failures));
                });
    }

    private void note(Driver driver, @Nullable BmcFailure failure, Consumer<Attempt> seen) {
        String outcome = failure == null ? "answered" : failure.kind().code();
        meters.counter("pbd.bmc.calls", "driver", driver.protocol(), "outcome", outcome)
                .increment();
        seen.accept(new Attempt(
                driver.protocol(), failure == null, failure == null ? null : failure.text(), Instant.now()));
    }
}
