package io.palebluedot.simulator.ipmi;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One RMCP+ session: its ids, keys, sequence window and privilege. Used on the event loop only. */
final class Session {

    private static final int WINDOW = 16;

    private final int id;
    private final int consoleId;
    private final CipherSuite suite;
    private byte[] consoleRandom = new byte[0];
    private byte[] random = new byte[0];
    private byte[] roleAndName = new byte[0];
    private byte[] sessionKey = new byte[0];
    private Privilege limit = Privilege.USER;
    private Privilege level = Privilege.USER;
    private boolean active;
    private long usedAt;
    private int sent;
    private int highest;
    private int seen;

    Session(int id, int consoleId, CipherSuite suite, long now) {
        this.id = id;
        this.consoleId = consoleId;
        this.suite = suite;
        this.usedAt = now;
    }

    int id() {
        return id;
    }

    int consoleId() {
        return consoleId;
    }

    CipherSuite suite() {
        return suite;
    }

    boolean active() {
        return active;
    }

    byte[] consoleRandom() {
        return consoleRandom;
    }

    byte[] random() {
        return random;
    }

    /** Role octet, name length and name, as they stand in RAKP message 1 and in its hashes. */
    byte[] roleAndName() {
        return roleAndName;
    }

    byte[] sessionKey() {
        return sessionKey;
    }

    /** What RAKP message 1 settles. */
    void challenged(byte[] fromConsole, byte[] own, byte[] roleAndNameOctets, Privilege asked) {
        consoleRandom = fromConsole;
        random = own;
        roleAndName = roleAndNameOctets;
        limit = asked;
    }

    /** What RAKP message 3 settles; the session begins at user level, or at callback when it asked for no more. */
    void begun(byte[] key) {
        sessionKey = key;
        active = true;
        level = limit.covers(Privilege.USER) ? Privilege.USER : limit;
    }

    Privilege level() {
        return level;
    }

    Privilege limit() {
        return limit;
    }

    void level(Privilege wanted) {
        level = wanted;
    }

    long usedAt() {
        return usedAt;
    }

    void used(long now) {
        usedAt = now;
    }

    int nextSequence() {
        return ++sent;
    }

    /** Whether a packet's number is new and within the window (IPMI 2.0, 6.12.13); remembers it. */
    boolean fresh(int sequence) {
        int ahead = sequence - highest;
        if (sequence == 0 || ahead > WINDOW || ahead <= -WINDOW) {
            return false;
        }
        if (ahead > 0) {
            seen = (seen << ahead) | 1;
            highest = sequence;
            return true;
        }
        int bit = 1 << -ahead;
        boolean first = (seen & bit) == 0;
        seen |= bit;
        return first;
    }

    byte[] integrityCode(byte[] covered) {
        return Arrays.copyOf(Crypto.hmac(suite, Crypto.derived(suite, sessionKey, 1), covered), suite.codeLength());
    }

    boolean genuine(byte[] covered, byte[] code) {
        return MessageDigest.isEqual(integrityCode(covered), code);
    }

    byte[] sealed(byte[] payload, byte[] vector) throws GeneralSecurityException {
        return suite.secured() ? Crypto.encrypt(Crypto.derived(suite, sessionKey, 2), vector, payload) : payload;
    }

    byte @Nullable [] opened(byte[] payload) throws GeneralSecurityException {
        return Crypto.decrypt(Crypto.derived(suite, sessionKey, 2), payload);
    }
}
