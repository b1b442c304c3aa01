package io.palebluedot.hardware.gpu;

import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Driver;
import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.driver.GpuSettings;
import io.palebluedot.hardware.driver.GpuSettings.GpuReading;
import io.palebluedot.hardware.driver.GpuSettings.GpuRef;
import io.palebluedot.hardware.operation.OperationHandler;
import io.palebluedot.hardware.operation.OperationKind;
import io.palebluedot.hardware.operation.Outcome;
import io.palebluedot.hardware.operation.Run;
import io.palebluedot.hardware.server.ServerRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Applies a GPU's settings: power limit and memory clock through the BMC, checked before and read back after. Settings of the driver
 * are not the BMC's to make: the result names them as awaiting the host.
 */
@ApplicationScoped
public class GpuConfigOperation implements OperationHandler {

    private static final String GNMI = "gnmi";

    private final ServerRepository servers;
    private final Drivers drivers;

    GpuConfigOperation(ServerRepository servers, Drivers drivers) {
        this.servers = servers;
        this.drivers = drivers;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.GPU_CONFIG;
    }

    @Override
    public Uni<Outcome> run(Run run) {
        var wanted = GpuWish.of(run);
        if (!wanted.needsBmc()) {
            return Uni.createFrom().item(Outcome.done(result(wanted, Map.of())));
        }
        return servers.get(run.serverId())
                .map(server -> target(server.bmc(), wanted.gpu()))
                .chain(bmc -> read(run, bmc, wanted.gpu())
                        .invoke(wanted::check)
                        .chain(() -> write(run, bmc, wanted))
                        .chain(() -> read(run, bmc, wanted.gpu()))
                        .map(now -> Outcome.done(result(wanted, confirmed(wanted, now)))));
    }

    /** A GPU with a device id is set by gNMI at the BMC's own host: the BMC's login goes nowhere else. */
    private Bmc target(Bmc bmc, GpuRef gpu) {
        if (gpu.deviceId() == null || bmc.protocols().getFirst().equals(GNMI)) {
            return bmc;
        }
        int port = drivers.of(GNMI).map(Driver::defaultPort).orElseThrow();
        return new Bmc(new HostPort(bmc.address().host(), port), List.of(GNMI), bmc.login());
    }

    private Uni<GpuReading> read(Run run, Bmc bmc, GpuRef gpu) {
        return drivers.call(bmc, GpuSettings.class, g -> g.readGpu(bmc, gpu), run::note);
    }

    private Uni<Void> write(Run run, Bmc bmc, GpuWish wanted) {
        Integer watts = wanted.powerWatts();
        Integer mhz = wanted.memoryClockMhz();
        Uni<Void> power = watts == null
                ? Uni.createFrom().voidItem()
                : drivers.call(bmc, GpuSettings.class, g -> g.setPowerLimit(bmc, wanted.gpu(), watts), run::note);
        return mhz == null
                ? power
                : power.chain(() ->
                        drivers.call(bmc, GpuSettings.class, g -> g.setMemoryClock(bmc, wanted.gpu(), mhz), run::note));
    }

    private static Map<String, Object> confirmed(GpuWish wanted, GpuReading now) {
        var applied = new LinkedHashMap<String, Object>();
        confirm("power_limit_watts", wanted.powerWatts(), now.powerWatts(), applied);
        confirm("memory_clock_mhz", wanted.memoryClockMhz(), now.memoryClockMhz(), applied);
        return applied;
    }

    private static void confirm(
            String name,
            @org.jspecify.annotations.Nullable Integer value,
            GpuSettings.@org.jspecify.annotations.Nullable Limit now,
            Map<String, Object> applied) {
        if (value == null) {
            return;
        }
        if (now == null || !value.equals(now.value())) {
            throw new BmcFailure(
                    BmcFailure.Kind.NOT_CONFIRMED,
                    name + " reads back as " + (now == null ? null : now.value()) + ", not " + value);
        }
        applied.put(name, value);
    }

    private static Map<String, Object> result(GpuWish wanted, Map<String, Object> applied) {
        return Map.of(
                "applied_by_bmc",
                applied,
                "awaiting_host",
                wanted.driverConfig().isEmpty() ? Map.of() : Map.of("driver_config", wanted.driverConfig()));
    }
}
