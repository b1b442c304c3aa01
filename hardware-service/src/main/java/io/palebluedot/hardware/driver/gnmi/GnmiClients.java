package io.palebluedot.hardware.driver.gnmi;

import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.address.AllowedAddresses;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.Login;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One client, and so one channel, per target and user, kept until forgotten. */
@ApplicationScoped
class GnmiClients {

    static final String PROTOCOL = "gnmi";

    private record Key(HostPort address, Login login) {}

    private final Map<Key, GnmiClient> clients = new ConcurrentHashMap<>();
    private final AllowedAddresses addresses;
    private final HardwareConfig config;
    private final GnmiLines lines;

    GnmiClients(AllowedAddresses addresses, HardwareConfig config) {
        this.addresses = addresses;
        this.config = config;
        this.lines = new GnmiLines(config.gnmi());
    }

    GnmiClient of(Bmc bmc) {
        var target = target(bmc);
        return clients.computeIfAbsent(
                new Key(target, bmc.login()),
                key -> new GnmiClient(
                        wire(target), bmc.login(), config.gnmi(), config.gnmi().callTimeout()));
    }

    /** For a first look: without a login, with the short deadline of a probe; the caller closes it. */
    GnmiClient stranger(Bmc bmc) {
        return new GnmiClient(
                wire(target(bmc)), null, config.gnmi(), config.discovery().probeTimeout());
    }

    HostPort target(Bmc bmc) {
        return bmc.place(PROTOCOL, config.gnmi().port());
    }

    private GnmiWire wire(HostPort target) {
        return new GnmiWire(addresses, lines, target, config.gnmi().plainText() || isLoopback(target.host()));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException name) {
            return false;
        }
    }

    void forget(Bmc bmc) {
        var client = clients.remove(new Key(target(bmc), bmc.login()));
        if (client != null) {
            client.close();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        clients.values().forEach(GnmiClient::close);
        clients.clear();
    }
}
