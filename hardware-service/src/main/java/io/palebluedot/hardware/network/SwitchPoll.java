package io.palebluedot.hardware.network;

import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.driver.SwitchReader;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads everything of a switch, one request after the other. */
@ApplicationScoped
class SwitchPoll {

    private final Drivers drivers;

    SwitchPoll(Drivers drivers) {
        this.drivers = drivers;
    }

    /** Fails with {@link BmcFailure} when the switch does not answer or lets nobody in; a part that it refuses is a gap. */
    Uni<Reading> read(Bmc bmc) {
        var gaps = new ArrayList<String>();
        return part(bmc, "platform", r -> r.readPlatform(bmc), gaps)
                .chain(platform -> part(bmc, "interfaces", r -> r.readInterfaces(bmc), gaps)
                        .chain(interfaces -> part(bmc, "optics", r -> r.readOptics(bmc), gaps)
                                .chain(optics -> part(bmc, "neighbours", r -> r.readNeighbours(bmc), gaps)
                                        .map(neighbours -> new Reading(
                                                platform, interfaces, optics, neighbours, List.copyOf(gaps))))));
    }

    private <T> Uni<T> part(Bmc bmc, String name, Function<SwitchReader, Uni<T>> ask, List<String> gaps) {
        return drivers.call(bmc, SwitchReader.class, ask, attempt -> {})
                .onFailure(SwitchPoll::refused)
                .recoverWithUni(e -> {
                    gaps.add(name + ": " + e.getMessage());
                    return Uni.createFrom().nullItem();
                });
    }

    private static boolean refused(Throwable e) {
        return e instanceof BmcFailure f
                && switch (f.kind()) {
                    case REFUSED, INVALID, UNSUPPORTED, NOT_FOUND, MALFORMED, NOT_CONFIRMED -> true;
                    case UNREACHABLE, TIMEOUT, UNAUTHORIZED, BUSY -> false;
                };
    }
}
