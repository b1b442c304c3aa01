package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.address.AllowedAddresses;
import io.palebluedot.hardware.address.ForbiddenAddress;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.driver.ipmi.lan.Greeting;
import io.palebluedot.hardware.driver.ipmi.lan.Lan;
import io.palebluedot.hardware.driver.ipmi.lan.Peer;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** One client per BMC and user, kept until forgotten; all sessions are closed when the service ends. */
@ApplicationScoped
class IpmiClients {

    static final String PROTOCOL = "ipmi";
    static final int PORT = 623;

    private static final Logger LOG = Logger.getLogger(IpmiClients.class);
    private static final long GOODBYE_SECONDS = 3;

    private record Key(HostPort address, Login login) {}

    private final Map<Key, IpmiClient> clients = new ConcurrentHashMap<>();
    private final Lan lan;
    private final Vertx vertx;
    private final AllowedAddresses addresses;
    private final HardwareConfig.Ipmi config;

    IpmiClients(Lan lan, Vertx vertx, AllowedAddresses addresses, HardwareConfig config) {
        this.lan = lan;
        this.vertx = vertx;
        this.addresses = addresses;
        this.config = config.ipmi();
    }

    IpmiClient of(Bmc bmc) {
        var place = place(bmc);
        return clients.computeIfAbsent(
                new Key(place, bmc.login()),
                key -> new IpmiClient(lan, vertx, () -> peer(place), bmc.login(), config.idleTimeout()));
    }

    /** Who is there, without a login and without a place among the kept ones. */
    Uni<Greeting> greet(Bmc bmc) {
        return asStranger(bmc, lan::greet);
    }

    /** {@link #greet} and the cipher suites. */
    Uni<Greeting> examine(Bmc bmc) {
        return asStranger(bmc, lan::examine);
    }

    private Uni<Greeting> asStranger(Bmc bmc, Function<Peer, Uni<Greeting>> question) {
        return peer(place(bmc))
                .chain(question::apply)
                .ifNoItem()
                .after(config.greetTimeout())
                .failWith(() -> new BmcFailure(BmcFailure.Kind.TIMEOUT, "nothing speaks IPMI at " + place(bmc)));
    }

    Uni<Void> forget(Bmc bmc) {
        var client = clients.remove(new Key(place(bmc), bmc.login()));
        return client == null ? Uni.createFrom().voidItem() : client.close();
    }

    private static HostPort place(Bmc bmc) {
        return bmc.place(PROTOCOL, PORT);
    }

    private Uni<Peer> peer(HostPort place) {
        return addresses
                .resolve(place.host())
                .map(address -> Peer.of(address, place.port()))
                .onFailure(ForbiddenAddress.class)
                .transform(e -> new BmcFailure(BmcFailure.Kind.REFUSED, String.valueOf(e.getMessage()), e));
    }

    void stop(@Observes ShutdownEvent event) {
        var goodbyes = clients.values().stream()
                .map(c -> c.close().subscribeAsCompletionStage())
                .toArray(CompletableFuture[]::new);
        try {
            // On the main thread, which waits for the shutdown anyway.
            CompletableFuture.allOf(goodbyes).get(GOODBYE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.warnf("not all IPMI sessions could be closed: %s", e.getMessage());
        }
        clients.clear();
    }
}
