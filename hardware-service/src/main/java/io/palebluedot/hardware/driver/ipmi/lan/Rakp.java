package io.palebluedot.hardware.driver.ipmi.lan;

import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key exchange between console and BMC, IPMI 2.0 13.28 to 13.32: pure functions of what both sides said.
 *
 * @param consoleId the session's id as the console numbers it
 * @param bmcId the session's id as the BMC numbers it
 * @param consoleRandom 16 octets
 * @param bmcRandom 16 octets
 * @param guid the BMC's, 16 octets
 * @param role the octet of RAKP 1: privilege, and bit 4 for a look-up by name only
 */
record Rakp(
        CipherSuite suite,
        long consoleId,
        long bmcId,
        Octets consoleRandom,
        Octets bmcRandom,
        Octets guid,
        int role,
        String username) {

    private static final int PASSWORD_LENGTH = 20;
    private static final int CONSTANT_LENGTH = 20;

    /** The proof in RAKP 2: the BMC knows the password. */
    Octets bmcProof(String password) {
        return hmac(
                passwordKey(password),
                Octets.concat(
                        Octets.ofU32(consoleId), Octets.ofU32(bmcId), consoleRandom, bmcRandom, guid, roleAndName()));
    }

    /** The proof in RAKP 3: the console knows the password. */
    Octets consoleProof(String password) {
        return hmac(passwordKey(password), Octets.concat(bmcRandom, Octets.ofU32(consoleId), roleAndName()));
    }

    /** SIK, 13.31, without a K_G: the password stands in for it. */
    Octets sessionKey(String password) {
        return hmac(passwordKey(password), Octets.concat(consoleRandom, bmcRandom, roleAndName()));
    }

    /** The proof in RAKP 4: the BMC has the same session key. */
    Octets keyProof(Octets sessionKey) {
        return hmac(sessionKey, Octets.concat(consoleRandom, Octets.ofU32(bmcId), guid))
                .slice(0, suite.codeLength());
    }

    /** K1 for packets' codes, K2 for their encryption: {@code number} 1 or 2, 13.32. */
    Octets additionalKey(Octets sessionKey, int number) {
        var constant = new byte[CONSTANT_LENGTH];
        Arrays.fill(constant, (byte) number);
        return hmac(sessionKey, Octets.copyOf(constant));
    }

    private Octets roleAndName() {
        var name = username.getBytes(StandardCharsets.UTF_8);
        return Octets.of(role, name.length).plus(Octets.copyOf(name));
    }

    private static Octets passwordKey(String password) {
        return Octets.copyOf(Arrays.copyOf(password.getBytes(StandardCharsets.UTF_8), PASSWORD_LENGTH));
    }

    private Octets hmac(Octets key, Octets data) {
        try {
            var mac = Mac.getInstance(suite.mac());
            mac.init(new SecretKeySpec(key.toBytes(), suite.mac()));
            return Octets.copyOf(mac.doFinal(data.toBytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + suite.mac(), e);
        }
    }
}
