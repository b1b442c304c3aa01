package io.palebluedot.hardware.driver.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.GpuSettings;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/**
 * GPU limits: {@code EnvironmentMetrics.PowerLimitWatts} of the Processor (EnvironmentMetrics 1.1) and
 * {@code OperatingSpeedRangeMHz} of its Memory (Memory 1.17).
 */
final class RedfishGpus implements GpuSettings {

    private static final String POWER = "PowerLimitWatts";
    private static final String CLOCK = "OperatingSpeedRangeMHz";

    private final RedfishClients clients;
    private final GpuPlaces places;

    RedfishGpus(RedfishClients clients, GpuPlaces places) {
        this.clients = clients;
        this.places = places;
    }

    @Override
    public Uni<GpuReading> readGpu(Bmc bmc, GpuRef gpu) {
        var client = clients.of(bmc);
        return places.find(bmc, gpu)
                .chain(place -> client.getIfPresent(place.environment())
                        .chain(environment -> client.getIfPresent(place.clockPath())
                                .map(memory ->
                                        new GpuReading(limit(environment.part(POWER)), limit(memory.part(CLOCK))))));
    }

    private static @Nullable Limit limit(Resource control) {
        boolean settable = control.present()
                && (control.json().has("SetPoint") || control.json().has("SettingMax"));
        if (!settable) {
            return null;
        }
        Integer value = GpuFacts.first(control.integer("SetPoint"), control.integer("SettingMax"));
        return new Limit(value, control.integer("AllowableMin"), control.integer("AllowableMax"));
    }

    @Override
    public Uni<Void> setPowerLimit(Bmc bmc, GpuRef gpu, int watts) {
        return places.find(bmc, gpu)
                .chain(place -> set(bmc, required(place.environment(), "power limit"), POWER, watts));
    }

    @Override
    public Uni<Void> setMemoryClock(Bmc bmc, GpuRef gpu, int mhz) {
        return places.find(bmc, gpu).chain(place -> set(bmc, required(place.clockPath(), "memory clock"), CLOCK, mhz));
    }

    private static String required(@Nullable String path, String what) {
        if (path == null) {
            throw new BmcFailure(BmcFailure.Kind.UNSUPPORTED, "the BMC cannot set this GPU's " + what);
        }
        return path;
    }

    private Uni<Void> set(Bmc bmc, String path, String property, int value) {
        var client = clients.of(bmc);
        return client.get(path)
                .chain(resource -> client.patch(path, body(resource.part(property), property, value)))
                .chain(answer -> RedfishTasks.settle(client, answer))
                .replaceWithVoid();
    }

    /** A range without a set point is limited by its upper end; the lower end follows only where it would be above. */
    private static JsonNode body(Resource control, String property, int value) {
        var body = RedfishJson.MAPPER.createObjectNode();
        var part = body.putObject(property);
        if (control.json().has("SettingMax") && !control.json().has("SetPoint")) {
            part.put("SettingMax", value);
            Integer low = control.integer("SettingMin");
            if (low != null && low > value) {
                part.put("SettingMin", value);
            }
        } else {
            part.put("SetPoint", value);
        }
        return body;
    }
}
