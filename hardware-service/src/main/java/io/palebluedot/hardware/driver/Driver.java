package io.palebluedot.hardware.driver;

import io.palebluedot.hardware.address.HostPort;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** One protocol; it implements those of the capability interfaces that the protocol can. */
public interface Driver {

    /** redfish, ipmi, gnmi. */
    String protocol();

    /** The port that this protocol uses by itself. */
    int defaultPort();

    /** This driver's part for a capability interface, if it has one. */
    <C> Optional<C> capability(Class<C> type);

    /** Completes when something at the address speaks this protocol; needs no login. */
    Uni<Void> greet(Bmc bmc);

    /** Completes when the login is accepted. */
    Uni<Void> logIn(Bmc bmc);

    /** Lets go of sessions and connections to the BMC. */
    Uni<Void> forget(Bmc bmc);

    /** Lets go of an idle session; whatever is asked next logs in again. */
    default Uni<Void> release(Bmc bmc) {
        return Uni.createFrom().voidItem();
    }

    /** Takes the next certificate that the address shows as its own; for an address that is given to another machine. */
    default void forgetCertificate(HostPort address) {}
}
