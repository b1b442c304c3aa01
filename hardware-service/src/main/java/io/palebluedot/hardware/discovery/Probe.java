package io.palebluedot.hardware.discovery;

import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.hardware.address.ForbiddenAddress;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Driver;
import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.inspection.Contact;
import io.palebluedot.hardware.inspection.Contact.Greeted;
import io.palebluedot.hardware.inspection.Whereabouts;
import io.palebluedot.hardware.server.ServerRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at one address: who speaks there, which login is taken, what the tree tells. */
@ApplicationScoped
class Probe {

    private final Contact contact;
    private final Drivers drivers;
    private final LoginGuard guard;
    private final ProbePace pace;
    private final ServerRepository servers;
    private final MeterRegistry meters;

    Probe(
            Contact contact,
            Drivers drivers,
            LoginGuard guard,
            ProbePace pace,
            ServerRepository servers,
            MeterRegistry meters) {
        this.contact = contact;
        this.drivers = drivers;
        this.guard = guard;
        this.pace = pace;
        this.servers = servers;
        this.meters = meters;
    }

    /** Answers a result without a server, or {@link Met}: what was found, before it is written. */
    Uni<Object> look(Whereabouts place, List<String> protocols, List<Login> logins) {
        return pace.turn(protocols.size())
                .chain(() -> contact.greet(place, protocols, attempt -> {}))
                .onFailure(BmcFailure.class)
                .transform(e -> new Ended(Target.Result.without("no_answer", null, e.getMessage())))
                .chain(greeted -> enter(place, greeted, logins))
                .onFailure(Ended.class)
                .recoverWithItem(e -> e.result())
                .onFailure(ForbiddenAddress.class)
                .recoverWithItem(e -> Target.Result.without("failed", null, e.getMessage()))
                .invoke(this::count);
    }

    private void count(Object result) {
        String state = result instanceof Target.Result r ? r.state() : "found";
        meters.counter("pbd.discovery.probes", "state", state).increment();
    }

    private Uni<Object> enter(Whereabouts place, Greeted greeted, List<Login> logins) {
        var bmc = greeted.first();
        String protocol = bmc.protocols().getFirst();
        var driver = drivers.of(protocol).orElseThrow();
        return servers.at(bmc.address())
                .map(known -> inOrder(known.map(s -> s.bmc().login()), logins))
                .chain(order -> tryLogin(driver, bmc, order, 0))
                .chain(entered -> contact.meet(place, entered, greeted.others(), attempt -> {}))
                .map(Object.class::cast)
                .onFailure(BmcFailure.class)
                .recoverWithItem(e -> Target.Result.without("failed", protocol, e.getMessage()));
    }

    /** The login that is known to work comes first. */
    private static List<Login> inOrder(Optional<Login> known, List<Login> logins) {
        var order = new ArrayList<Login>();
        known.ifPresent(order::add);
        logins.stream().filter(l -> !order.contains(l)).forEach(order::add);
        return order;
    }

    private Uni<Bmc> tryLogin(Driver driver, Bmc bmc, List<Login> logins, int place) {
        if (place == logins.size()) {
            return unauthorized(driver, "no login was accepted");
        }
        var candidate = bmc.with(logins.get(place));
        return guard.permits(bmc.address())
                .chain(permitted -> permitted
                        ? driver.logIn(candidate)
                                .call(() -> guard.succeeded(bmc.address()))
                                .replaceWith(candidate)
                                .onFailure(Probe::refused)
                                .recoverWithUni(() -> guard.failed(bmc.address())
                                        .chain(() -> driver.forget(candidate))
                                        .chain(() -> tryLogin(driver, bmc, logins, place + 1)))
                        : unauthorized(driver, "too many refused logins; left alone so that no account is locked"));
    }

    private static boolean refused(Throwable e) {
        return e instanceof BmcFailure f && f.kind() == BmcFailure.Kind.UNAUTHORIZED;
    }

    private static Uni<Bmc> unauthorized(Driver driver, String why) {
        return Uni.createFrom().failure(new Ended(Target.Result.without("unauthorized", driver.protocol(), why)));
    }

    /** Ends the look early with a result. */
    private static final class Ended extends RuntimeException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        private final transient Target.Result result;

        Ended(Target.Result result) {
            super(result.state(), null, false, false);
            this.result = result;
        }

        Target.Result result() {
            return result;
        }
    }
}
