package io.palebluedot.hardware.inspection;

import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.hardware.address.AllowedAddresses;
import io.palebluedot.hardware.driver.Attempt;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Depth;
import io.palebluedot.hardware.driver.Driver;
import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.driver.Login;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The first meeting with a BMC: which of its protocols answer and take the login. All are greeted at once; the first one in the wanted
 * order that answers tells what the machine is, the others become its further drivers.
 */
@ApplicationScoped
public class Contact {

    /** Who answered. */
    public record Greeted(Bmc first, List<Uni<Greeting>> others) {}

    /**
     * A BMC with its drivers, and what it is.
     *
     * @param refused protocols that answer, but do not let the login in
     */
    public record Met(Bmc bmc, HardwareTree tree, List<String> refused) {}

    /** What came of greeting one protocol; no failure when it answered. */
    record Greeting(Bmc bmc, Optional<BmcFailure> failure) {

        String protocol() {
            return bmc.protocols().getFirst();
        }
    }

    /** A further protocol: kept as a driver or not, with what is to be said of it. */
    private record Further(Bmc bmc, boolean kept, List<String> findings) {

        String protocol() {
            return bmc.protocols().getFirst();
        }
    }

    private static final Login NOBODY = new Login("", "");

    private final Drivers drivers;
    private final AllowedAddresses addresses;
    private final ServerReading reading;

    Contact(Drivers drivers, AllowedAddresses addresses, ServerReading reading) {
        this.drivers = drivers;
        this.addresses = addresses;
        this.reading = reading;
    }

    /**
     * Who speaks there, without a login.
     *
     * @param seen gets those that did not answer
     * @return fails with the first protocol's {@link BmcFailure} when none answers, with ForbiddenAddress outside the allowed networks
     */
    public Uni<Greeted> greet(Whereabouts place, List<String> protocols, Consumer<Attempt> seen) {
        return addresses.resolve(place.host()).chain(() -> first(asked(place, protocols, seen), 0, null));
    }

    private List<Uni<Greeting>> asked(Whereabouts place, List<String> protocols, Consumer<Attempt> seen) {
        var greetings = new ArrayList<Uni<Greeting>>();
        for (String protocol : protocols) {
            var driver = drivers.of(protocol).orElseThrow();
            var greeting = greet(driver, place)
                    .invoke(answer -> answer.failure().ifPresent(e -> seen.accept(silent(protocol, e))))
                    .memoize()
                    .indefinitely();
            // Begun now, so that a silent port costs no time of its own.
            greeting.subscribe().with(answered -> {}, unexpected -> {});
            greetings.add(greeting);
        }
        return greetings;
    }

    private static Attempt silent(String protocol, BmcFailure e) {
        return new Attempt(protocol, false, e.text(), Instant.now());
    }

    private static Uni<Greeting> greet(Driver driver, Whereabouts place) {
        var bmc = new Bmc(place.of(driver), List.of(driver.protocol()), NOBODY);
        return driver.greet(bmc)
                .map(answered -> new Greeting(bmc, Optional.empty()))
                .onFailure(BmcFailure.class)
                .recoverWithItem(e -> new Greeting(bmc, Optional.of(e)));
    }

    private static Uni<Greeted> first(List<Uni<Greeting>> greetings, int at, @Nullable BmcFailure telling) {
        if (at == greetings.size()) {
            return Uni.createFrom()
                    .failure(
                            telling == null
                                    ? new BmcFailure(BmcFailure.Kind.UNREACHABLE, "no protocol was named")
                                    : telling);
        }
        return greetings
                .get(at)
                .chain(greeting -> greeting.failure().isEmpty()
                        ? Uni.createFrom()
                                .item(new Greeted(greeting.bmc(), greetings.subList(at + 1, greetings.size())))
                        : first(
                                greetings,
                                at + 1,
                                telling == null ? greeting.failure().orElseThrow() : telling));
    }

    /**
     * Reads the machine and tries the same login, once, at the other protocols that answer.
     *
     * @param entered the first protocol with the login that it took
     */
    public Uni<Met> meet(Whereabouts place, Bmc entered, List<Uni<Greeting>> others, Consumer<Attempt> seen) {
        return reading.tree(entered, Depth.OVERVIEW, seen)
                .chain(tree -> further(place, entered, others).chain(more -> met(entered, tree, more)));
    }

    private Uni<List<Further>> further(Whereabouts place, Bmc entered, List<Uni<Greeting>> others) {
        return Multi.createFrom()
                .iterable(others)
                .onItem()
                .transformToUniAndConcatenate(greeting -> greeting)
                .filter(greeting -> greeting.failure().isEmpty() && place.mayHaveBeside(greeting.protocol()))
                .onItem()
                .transformToUniAndConcatenate(greeting -> enter(greeting.bmc().with(entered.login())))
                .collect()
                .asList();
    }

    private Uni<Further> enter(Bmc bmc) {
        String protocol = bmc.protocols().getFirst();
        var driver = drivers.of(protocol).orElseThrow();
        return driver.logIn(bmc)
                .replaceWith(new Further(bmc, true, List.of()))
                .onFailure(BmcFailure.class)
                .recoverWithUni(e -> driver.forget(bmc)
                        .onFailure(BmcFailure.class)
                        .recoverWithNull()
                        .chain(() -> reading.weaknesses(bmc, protocol))
                        .map(weaknesses -> refused(bmc, e, weaknesses)));
    }

    private static Further refused(Bmc bmc, BmcFailure why, List<String> weaknesses) {
        var findings = new ArrayList<>(weaknesses);
        findings.add(bmc.protocols().getFirst() + " answers too, but does not let the same login in: " + why.text());
        return new Further(bmc, false, findings);
    }

    private Uni<Met> met(Bmc entered, HardwareTree tree, List<Further> more) {
        var protocols = new ArrayList<>(entered.protocols());
        var ports = new HashMap<String, Integer>();
        for (var further : more) {
            if (further.kept()) {
                protocols.add(further.protocol());
                ports.put(further.protocol(), further.bmc().address().port());
            }
        }
        var bmc = new Bmc(entered.address(), List.copyOf(protocols), ports, entered.login());
        var findings = more.stream().flatMap(f -> f.findings().stream()).toList();
        var refused =
                more.stream().filter(f -> !f.kept()).map(Further::protocol).toList();
        return reading.judged(bmc, tree.withFindings(findings)).map(judged -> new Met(bmc, judged, refused));
    }
}
