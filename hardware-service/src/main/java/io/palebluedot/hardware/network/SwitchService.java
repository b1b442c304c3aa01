package io.palebluedot.hardware.network;

import io.palebluedot.events.Ids;
import io.palebluedot.hardware.address.AllowedAddresses;
import io.palebluedot.hardware.address.ForbiddenAddress;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Driver;
import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;

/** Which switches there are. */
@ApplicationScoped
class SwitchService {

    static final String PROTOCOL = "gnmi";

    private static final int MAX_LOGIN = 256;

    private final SwitchRepository switches;
    private final AllowedAddresses addresses;
    private final Drivers drivers;

    SwitchService(SwitchRepository switches, AllowedAddresses addresses, Drivers drivers) {
        this.switches = switches;
        this.addresses = addresses;
        this.drivers = drivers;
    }

    /** Fails with INVALID_INPUT for a name that may be an id, an address outside the allowed networks, a login without user. */
    Uni<Row> register(String name, String address, String username, String password) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}") || Ids.isId(name)) {
            throw Failures.invalid("name", "must be 1 to 63 letters, digits, '.', '_', '-', and no UUID");
        }
        checkLength("username", username);
        checkLength("password", password);
        var place = place(address);
        return addresses
                .resolve(place.host())
                .onFailure(ForbiddenAddress.class)
                .transform(e -> Failures.invalid("address", String.valueOf(e.getMessage())))
                .chain(() -> switches.add(name, place, new Login(username, password)));
    }

    private static void checkLength(String field, String value) {
        if (value.isEmpty() || value.length() > MAX_LOGIN) {
            throw Failures.invalid(field, "must have 1 to " + MAX_LOGIN + " characters");
        }
    }

    private HostPort place(String address) {
        try {
            return HostPort.parse(
                    address, drivers.of(PROTOCOL).map(Driver::defaultPort).orElseThrow());
        } catch (IllegalArgumentException e) {
            throw Failures.invalid("address", String.valueOf(e.getMessage()));
        }
    }

    /** Forgets the switch with all that it told, its password and its connection. */
    Uni<Void> forget(String ref) {
        return switches.get(ref)
                .call(known -> switches.delete(known.id()))
                .chain(known -> drivers.of(PROTOCOL).orElseThrow().forget(known.bmc()))
                .onFailure(BmcFailure.class)
                .recoverWithNull();
    }
}
