package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.address.AllowedAddresses;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.http.BoundedHttp;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** One client per BMC and user, kept until forgotten; all sessions are deleted when the service ends. */
@ApplicationScoped
class RedfishClients {

    static final String PROTOCOL = "redfish";
    static final int HTTPS = 443;

    private static final Logger LOG = Logger.getLogger(RedfishClients.class);
    private static final long GOODBYE_SECONDS = 12;

    private record Key(HostPort address, Login login) {}

    private final Map<Key, RedfishClient> clients = new ConcurrentHashMap<>();
    private final BoundedHttp http;
    private final AllowedAddresses addresses;
    private final HardwareConfig config;
    private volatile boolean stopped;

    RedfishClients(BoundedHttp http, AllowedAddresses addresses, HardwareConfig config) {
        this.http = http;
        this.addresses = addresses;
        this.config = config;
    }

    RedfishClient of(Bmc bmc) {
        return stopped ? closed(bmc) : clients.computeIfAbsent(new Key(place(bmc), bmc.login()), key -> client(bmc));
    }

    private RedfishClient client(Bmc bmc) {
        return new RedfishClient(wire(bmc, config.redfish().callTimeout()), bmc);
    }

    /** After the end nobody logs in any more. */
    private RedfishClient closed(Bmc bmc) {
        var client = client(bmc);
        client.refuse();
        return client;
    }

    /** For a first look: with the short deadline of a probe, and without a place among the kept ones. */
    RedfishClient stranger(Bmc bmc) {
        return new RedfishClient(wire(bmc, config.discovery().probeTimeout()), bmc);
    }

    private RedfishWire wire(Bmc bmc, java.time.Duration timeout) {
        return new RedfishWire(http, addresses, config.redfish(), place(bmc), timeout);
    }

    private static HostPort place(Bmc bmc) {
        return bmc.place(PROTOCOL, HTTPS);
    }

    Uni<Void> forget(Bmc bmc) {
        var client = clients.remove(new Key(place(bmc), bmc.login()));
        return client == null ? Uni.createFrom().voidItem() : client.close();
    }

    Uni<Void> release(Bmc bmc) {
        var client = clients.get(new Key(bmc.address(), bmc.login()));
        return client == null ? Uni.createFrom().voidItem() : client.release();
    }

    void forgetCertificate(HostPort address) {
        http.forgetCertificate(address);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        var goodbyes = clients.values().stream()
                .map(c -> c.close().subscribeAsCompletionStage())
                .toArray(CompletableFuture[]::new);
        try {
            // On the main thread, which waits for the shutdown anyway.
            CompletableFuture.allOf(goodbyes).get(GOODBYE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.warnf("not all Redfish sessions could be deleted: %s", e.getMessage());
        }
        clients.clear();
    }
}
