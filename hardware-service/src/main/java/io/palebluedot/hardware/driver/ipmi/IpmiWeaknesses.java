package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.WeaknessReader;
import io.palebluedot.hardware.driver.ipmi.lan.Greeting;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/** What a BMC tells anybody: the cipher suites it offers, and whether a user without a name may enter (IPMI 2.0, 22.13 and 22.15). */
final class IpmiWeaknesses implements WeaknessReader {

    private final IpmiClients clients;

    IpmiWeaknesses(IpmiClients clients) {
        this.clients = clients;
    }

    @Override
    public Uni<List<String>> readWeaknesses(Bmc bmc) {
        return clients.examine(bmc).map(IpmiWeaknesses::of);
    }

    static List<String> of(Greeting greeting) {
        var found = new ArrayList<String>();
        if (greeting.offersSuite0()) {
            found.add("the BMC offers IPMI cipher suite 0, which lets anybody in without a password");
        }
        if (greeting.anonymous()) {
            found.add("the BMC has an IPMI user without name and password");
        }
        return List.copyOf(found);
    }
}
