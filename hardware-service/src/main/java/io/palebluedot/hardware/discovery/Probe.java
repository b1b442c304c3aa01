package io.palebluedot.hardware.discovery;

import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.hardware.address.AllowedAddresses;
import io.palebluedot.hardware.address.ForbiddenAddress;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Driver;
import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.driver.InventoryReader;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.server.ServerRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at one address: who speaks there, which login is taken, what the tree tells. */
@ApplicationScoped
class Probe {

    /** What was found, before it is written. */
    record Found(Bmc bmc, HardwareTree tree, List<String> findings) {}

    private static final Login NOBODY = new Login("", "");

    private final Drivers drivers;
    private final AllowedAddresses addresses;
    private final LoginGuard guard;
    private final ServerRepository servers;
    private final MeterRegistry meters;

    Probe(
            Drivers drivers,
            AllowedAddresses addresses,
            LoginGuard guard,
            ServerRepository servers,
            MeterRegistry meters) {
        this.drivers = drivers;
        this.addresses = addresses;
        this.guard = guard;
        this.servers = servers;
        this.meters = meters;
    }

    /** Answers a result without a server, or what was found. */
    Uni<Object> look(String address, List<String> protocols, List<Login> logins) {
        return greet(address, protocols, 0, null)
                .chain(bmc -> enter(bmc, logins).onFailure(BmcFailure.class).recoverWithItem(e -> failed(bmc, e)))
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

    private static Target.Result failed(Bmc bmc, Throwable e) {
        return Target.Result.without("failed", bmc.protocols().getFirst(), e.getMessage());
    }

    /** The first protocol that something at the address speaks. */
    private Uni<Bmc> greet(
            String address, List<String> protocols, int place, @org.jspecify.annotations.Nullable Throwable last) {
        if (place == protocols.size()) {
            String why = last == null ? "no driver" : String.valueOf(last.getMessage());
            return Uni.createFrom().failure(new Ended(Target.Result.without("no_answer", null, why)));
        }
        var driver = drivers.of(protocols.get(place)).orElseThrow();
        var bmc = new Bmc(HostPort.parse(address, driver.defaultPort()), List.of(driver.protocol()), NOBODY);
        return addresses
                .resolve(bmc.address().host())
                .chain(() -> driver.greet(bmc))
                .replaceWith(bmc)
                .onFailure(BmcFailure.class)
                .recoverWithUni(e -> greet(address, protocols, place + 1, e));
    }

    private Uni<Object> enter(Bmc bmc, List<Login> logins) {
        var driver = drivers.of(bmc.protocols().getFirst()).orElseThrow();
        return servers.at(bmc.address())
                .map(known -> inOrder(known.map(s -> s.bmc().login()), logins))
                .chain(order -> tryLogin(driver, bmc, order, 0))
                .chain(this::read);
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
        var candidate = new Bmc(bmc.address(), bmc.protocols(), logins.get(place));
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

    private Uni<Object> read(Bmc bmc) {
        return drivers.call(bmc, InventoryReader.class, r -> r.readInventory(bmc), attempt -> {})
                .map(tree -> new Found(bmc, tree, findings(bmc, tree)));
    }

    private static List<String> findings(Bmc bmc, HardwareTree tree) {
        var findings = new ArrayList<>(tree.findings());
        if (Logins.shipped(bmc.login())) {
            findings.add("default password of user '" + bmc.login().username() + "'");
        }
        return findings;
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
