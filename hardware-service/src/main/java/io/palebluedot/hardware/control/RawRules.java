package io.palebluedot.hardware.control;

import io.palebluedot.rpc.Failures;
import java.util.Map;

/** Which IPMI commands may be sent as they are. */
final class RawRules {

    private static final int APP = 0x06;
    private static final int LONGEST = 255;

    /** They carry secrets, which have no business in a request that the audit keeps. IPMI 2.0, appendix G. */
    private static final Map<Integer, String> SECRETS =
            Map.of(0x47, "Set User Password", 0x55, "Set Channel Security Keys", 0x3A, "Activate Session");

    private RawRules() {}

    /** Fails with INVALID_INPUT for what is no command, and for one that carries a secret. */
    static void check(int networkFunction, int command, int length) {
        if (networkFunction < 0 || networkFunction > 0x3E || networkFunction % 2 != 0) {
            throw Failures.invalid("network_function", "must be even, 0 to 62");
        }
        if (command < 0 || command > 0xFF) {
            throw Failures.invalid("command", "must be 0 to 255");
        }
        if (length > LONGEST) {
            throw Failures.invalid("data", "must be at most " + LONGEST + " octets");
        }
        String secret = networkFunction == APP ? SECRETS.get(command) : null;
        if (secret != null) {
            throw Failures.invalid("command", secret + " carries a secret and is not sent raw");
        }
    }
}
