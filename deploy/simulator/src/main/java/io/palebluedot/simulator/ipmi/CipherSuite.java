package io.palebluedot.simulator.ipmi;

import java.util.Arrays;
import java.util.Optional;

/**
 * RMCP+ cipher suites this BMC can offer (IPMI 2.0, 22.15.2).
 *
 * @see Crypto
 */
enum CipherSuite {
    /** No authentication at all: any password opens a session. */
    ZERO(0, 0, 0, 0, "", 0),
    SHA1(3, 1, 1, 1, "HmacSHA1", 12),
    SHA256(17, 3, 4, 1, "HmacSHA256", 16);

    private final int id;
    private final int authentication;
    private final int integrity;
    private final int confidentiality;
    private final String hmac;
    private final int codeLength;

    CipherSuite(int id, int authentication, int integrity, int confidentiality, String hmac, int codeLength) {
        this.id = id;
        this.authentication = authentication;
        this.integrity = integrity;
        this.confidentiality = confidentiality;
        this.hmac = hmac;
        this.codeLength = codeLength;
    }

    static Optional<CipherSuite> of(int authentication, int integrity, int confidentiality) {
        return Arrays.stream(values())
                .filter(suite -> suite.authentication == authentication
                        && suite.integrity == integrity
                        && suite.confidentiality == confidentiality)
                .findFirst();
    }

    boolean secured() {
        return this != ZERO;
    }

    int authentication() {
        return authentication;
    }

    int integrity() {
        return integrity;
    }

    int confidentiality() {
        return confidentiality;
    }

    /** Name of the keyed hash; empty where there is none. */
    String hmac() {
        return hmac;
    }

    /** How many octets of the hash a packet and RAKP message 4 carry. */
    int codeLength() {
        return codeLength;
    }

    /** Its record in the answer to Get Channel Cipher Suites. */
    byte[] record() {
        return new OctetWriter()
                .u8(0xC0, id, authentication, 0x40 | integrity, 0x80 | confidentiality)
                .toBytes();
    }
}
