package io.palebluedot.hardware.driver;

import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
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
     * What the drivers of a BMC can do, by protocol in their order. A BMC may still lack what its protocol could do; that shows when it is asked.
     */
    public Map<String, List<Capability>> capabilities(Bmc bmc) {
        var all = new LinkedHashMap<String, List<Capability>>();
        for (String protocol : bmc.protocols()) {
            of(protocol)
                    .ifPresent(driver -> all.put(
                            protocol,
                            Arrays.stream(Capability.values())
                                    .filter(c -> c.of(driver))
                                    .toList()));
        }
        return all;
    }

    /** Where one of a BMC's protocols listens. */
    public int port(Bmc bmc, String protocol) {
        int usual = of(protocol).map(Driver::defaultPort).orElse(0);
        return bmc.place(protocol, usual).port();
    }

    /** Fails with CAPABILITY_UNSUPPORTED, naming what there is, when no driver of the BMC has it. */
    public void require(Bmc bmc, Capability wanted) {
        if (capabilities(bmc).values().stream().noneMatch(some -> some.contains(wanted))) {
            throw Failures.unsupported(lacks(bmc, wanted.word()));
        }
    }

    private String lacks(Bmc bmc, String wanted) {
        String has = capabilities(bmc).entrySet().stream()
                .map(e -> e.getKey() + " (" + String.join(", ", words(e.getValue())) + ")")
                .collect(Collectors.joining("; "));
        return "the server has no " + wanted + "; it has " + (has.isEmpty() ? "no driver" : has);
    }

    private static List<String> words(List<Capability> capabilities) {
        return capabilities.stream().map(Capability::word).toList();
    }

    /**
     * Asks the first driver that has the capability, the next one when that fails to answer at all or does not end within its deadline.
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
                            lacks(bmc, Capability.ofPort(capability).word())));
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
        return inTime(
                        driver.protocol(),
                        Capability.ofPort(type).deadline(),
                        action.apply(driver.capability(type).orElseThrow()))
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

    /** Zero for no deadline. */
    static <T> Uni<T> inTime(String protocol, Duration deadline, Uni<T> call) {
        return deadline.isZero()
                ? call
                : call.ifNoItem()
                        .after(deadline)
                        .failWith(() ->
                                new BmcFailure(BmcFailure.Kind.TIMEOUT, protocol + " did not end within " + deadline));
    }

    private void note(Driver driver, @Nullable BmcFailure failure, Consumer<Attempt> seen) {
        String outcome = failure == null ? "answered" : failure.kind().code();
        meters.counter("pbd.bmc.calls", "driver", driver.protocol(), "outcome", outcome)
                .increment();
        seen.accept(new Attempt(
                driver.protocol(), failure == null, failure == null ? null : failure.text(), Instant.now()));
    }
}
