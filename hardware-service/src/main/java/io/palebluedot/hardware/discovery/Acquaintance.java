package io.palebluedot.hardware.discovery;

import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.inspection.Contact.Met;
import io.palebluedot.hardware.server.Server;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** A machine that was found, beside what was known of it: a pure decision. */
final class Acquaintance {

    private Acquaintance() {}

    /** Why what is known stays as it is; empty when the found BMC is to be written. */
    static Optional<String> stays(Server known, Met found) {
        var old = known.bmc();
        var now = found.bmc();
        if (old.address().equals(now.address())) {
            return Optional.empty();
        }
        if (!old.address().host().equals(now.address().host())) {
            return known.reachable() ? Optional.of("the same machine as at " + old.address()) : Optional.empty();
        }
        String protocol = now.protocols().getFirst();
        boolean lesser = old.protocols().indexOf(protocol) > 0;
        boolean twin = old.protocols().getFirst().equals(protocol) && known.reachable();
        if (lesser) {
            return Optional.of("does not answer by " + old.protocols().getFirst() + " now, by which it is known at "
                    + old.address());
        }
        return twin ? Optional.of("the same machine as at " + old.address()) : Optional.empty();
    }

    /** The found BMC with those known protocols that were silent or not asked for now, and not those that refused its login. */
    static Bmc merged(Bmc known, Met found) {
        var now = found.bmc();
        if (!known.address().equals(now.address())) {
            return now;
        }
        var protocols = new ArrayList<>(now.protocols());
        var ports = new HashMap<>(now.ports());
        for (String protocol : known.protocols()) {
            if (!protocols.contains(protocol) && !found.refused().contains(protocol)) {
                protocols.add(protocol);
                Optional.ofNullable(known.ports().get(protocol)).ifPresent(port -> ports.put(protocol, port));
            }
        }
        return new Bmc(now.address(), List.copyOf(protocols), ports, now.login());
    }
}
