package io.palebluedot.hardware.address;

import io.palebluedot.hardware.HardwareConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Turns a host into an address that may be talked to. The connection is then made to that very address, so that a second answer
 * of the DNS cannot lead elsewhere.
 */
@ApplicationScoped
public class AllowedAddresses {

    private final AddressRules rules;
    // The JDK's resolver blocks.
    private final Executor resolver = Executors.newVirtualThreadPerTaskExecutor();

    public AllowedAddresses(HardwareConfig config) {
        this.rules = new AddressRules(
                config.allowedNetworks().stream().map(Cidr::parse).toList());
    }

    public AddressRules rules() {
        return rules;
    }

    /** The host's address; fails with {@link ForbiddenAddress} when it is unknown or any of its addresses is not allowed. */
    public Uni<InetAddress> resolve(String host) {
        try {
            return Uni.createFrom().item(checked(host, InetAddress.ofLiteral(host)));
        } catch (ForbiddenAddress e) {
            return Uni.createFrom().failure(e);
        } catch (IllegalArgumentException name) {
            return Uni.createFrom().item(() -> lookUp(host)).runSubscriptionOn(resolver);
        }
    }

    private InetAddress lookUp(String host) {
        try {
            var all = InetAddress.getAllByName(host);
            for (var address : all) {
                checked(host, address);
            }
            return all[0];
        } catch (UnknownHostException e) {
            throw new ForbiddenAddress("host '" + host + "' has no address", e);
        }
    }

    private InetAddress checked(String host, InetAddress address) {
        if (!rules.allows(address)) {
            throw new ForbiddenAddress("address of '" + host + "' is outside the allowed networks", null);
        }
        return address;
    }
}
