package io.palebluedot.hardware.driver.ipmi.lan;

import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import java.util.Set;

/**
 * What a BMC tells before any login.
 *
 * @param speaks20 IPMI 2.0 sessions exist
 * @param anonymous a user without name and password may enter
 * @param suites numbers of the cipher suites it offers; empty when it does not tell
 */
public record Greeting(boolean speaks20, boolean anonymous, boolean wantsKg, Set<Integer> suites) {

    private static final int EXTENDED = 0x80;

    /** From Get Channel Authentication Capabilities, IPMI 2.0 table 22-15. */
    static Greeting of(Octets capabilities) {
        boolean extended = (capabilities.u8(1) & EXTENDED) != 0;
        int status = capabilities.u8(2);
        boolean speaks20 = extended && capabilities.bit(3, 1);
        return new Greeting(speaks20, (status & 0x01) != 0, extended && (status & 0x20) != 0, Set.of());
    }

    Greeting with(Set<Integer> offered) {
        return new Greeting(speaks20, anonymous, wantsKg, offered);
    }

    /** Suite 0 checks no password at all. */
    public boolean offersSuite0() {
        return suites.contains(0);
    }
}
