package io.palebluedot.hardware.control;

import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.server.ServerRepository;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.BiFunction;

/** Asks a BMC while the caller waits. */
@ApplicationScoped
class BmcQuestions {

    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final ServerRepository servers;
    private final Drivers drivers;

    BmcQuestions(ServerRepository servers, Drivers drivers) {
        this.servers = servers;
        this.drivers = drivers;
    }

    /** The answer; fails with what {@link #failure} makes of a BMC's failure. */
    <C, T> Uni<T> ask(String serverId, Class<C> capability, BiFunction<C, Bmc, Uni<T>> question) {
        return servers.get(serverId)
                .map(io.palebluedot.hardware.server.Server::bmc)
                .chain(bmc -> drivers.call(bmc, capability, c -> question.apply(c, bmc), attempt -> {}))
                .onFailure(BmcFailure.class)
                .transform(BmcQuestions::failure);
    }

    /** What is known without asking it. */
    Uni<io.palebluedot.proto.hardware.v1.Bmc> known(String serverId) {
        return servers.get(serverId)
                .map(server -> BmcProto.bmc(
                        server, drivers.capabilities(server.bmc()), protocol -> drivers.port(server.bmc(), protocol)));
    }

    static RuntimeException failure(BmcFailure e) {
        return switch (e.kind()) {
            case UNSUPPORTED -> Failures.unsupported(e.text());
            case UNREACHABLE, TIMEOUT, BUSY, UNAUTHORIZED, REFUSED, MALFORMED, INVALID, NOT_CONFIRMED, NOT_FOUND ->
                Failures.unavailable(e.kind().code(), e.text(), AGAIN);
        };
    }
}
