package io.palebluedot.hardware.driver.ipmi.lan;

import java.util.List;
import java.util.Set;

/** The cipher suites that are used, best first; IPMI 2.0 table 22-20 and its addendum. Suite 0 proves nothing and is never used. */
public enum CipherSuite {
    /** RAKP-HMAC-SHA256, HMAC-SHA256-128, AES-CBC-128. */
    SUITE_17(17, 0x03, 0x04, "HmacSHA256", 32, 16),
    /** RAKP-HMAC-SHA1, HMAC-SHA1-96, AES-CBC-128. */
    SUITE_3(3, 0x01, 0x01, "HmacSHA1", 20, 12);

    static final int AES_CBC_128 = 0x01;

    private final int id;
    private final int authentication;
    private final int integrity;
    private final String mac;
    private final int macLength;
    private final int codeLength;

    CipherSuite(int id, int authentication, int integrity, String mac, int macLength, int codeLength) {
        this.id = id;
        this.authentication = authentication;
        this.integrity = integrity;
        this.mac = mac;
        this.macLength = macLength;
        this.codeLength = codeLength;
    }

    public int id() {
        return id;
    }

    int authentication() {
        return authentication;
    }

    int integrity() {
        return integrity;
    }

    /** JCA name of the HMAC for keys and packets. */
    String mac() {
        return mac;
    }

    int macLength() {
        return macLength;
    }

    /** Octets of a packet's authentication code, and of the proof in RAKP 4. */
    int codeLength() {
        return codeLength;
    }

    /** Those that can be tried; all when the BMC did not tell what it offers. */
    static List<CipherSuite> usable(Set<Integer> offered) {
        var all = List.of(values());
        return offered.isEmpty()
                ? all
                : all.stream().filter(s -> offered.contains(s.id)).toList();
    }
}
