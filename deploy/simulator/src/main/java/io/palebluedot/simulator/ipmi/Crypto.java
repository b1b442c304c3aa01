package io.palebluedot.simulator.ipmi;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Keyed hashes and AES-CBC-128 as RMCP+ uses them (IPMI 2.0, 13.28 to 13.32). */
final class Crypto {

    private static final int BLOCK = 16;
    private static final int CONSTANT_LENGTH = 20;

    private Crypto() {}

    /** The keyed hash of the parts; empty for a suite without one. */
    static byte[] hmac(CipherSuite suite, byte[] key, byte[]... parts) {
        if (!suite.secured()) {
            return new byte[0];
        }
        try {
            Mac mac = Mac.getInstance(suite.hmac());
            mac.init(new SecretKeySpec(key, suite.hmac()));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(suite.hmac() + " is missing", e);
        }
    }

    /** K1 (number 1) or K2 (number 2) of a session integrity key. */
    static byte[] derived(CipherSuite suite, byte[] sessionKey, int number) {
        byte[] constant = new byte[CONSTANT_LENGTH];
        Arrays.fill(constant, (byte) number);
        return hmac(suite, sessionKey, constant);
    }

    /** Initialisation vector, then the encrypted payload with its pad 1, 2, 3 … and the pad's length. */
    static byte[] encrypt(byte[] key, byte[] vector, byte[] payload) throws GeneralSecurityException {
        OctetWriter plain = new OctetWriter().bytes(payload);
        int pad = Math.floorMod(-(payload.length + 1), BLOCK);
        for (int i = 1; i <= pad; i++) {
            plain.u8(i);
        }
        plain.u8(pad);
        byte[] sealed = aes(Cipher.ENCRYPT_MODE, key, vector).doFinal(plain.toBytes());
        return new OctetWriter().bytes(vector).bytes(sealed).toBytes();
    }

    /** The payload, or null when it is not what {@link #encrypt} makes. */
    static byte @Nullable [] decrypt(byte[] key, byte[] sealed) throws GeneralSecurityException {
        if (sealed.length < 2 * BLOCK || sealed.length % BLOCK != 0) {
            return null;
        }
        byte[] plain = aes(Cipher.DECRYPT_MODE, key, Arrays.copyOf(sealed, BLOCK))
                .doFinal(sealed, BLOCK, sealed.length - BLOCK);
        int pad = plain[plain.length - 1] & 255;
        int length = plain.length - 1 - pad;
        return pad >= BLOCK || length < 0 ? null : Arrays.copyOf(plain, length);
    }

    @SuppressWarnings("InsecureCryptoUsage") // the specification says CBC; integrity is the packet's own code
    private static Cipher aes(int mode, byte[] key, byte[] vector) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(mode, new SecretKeySpec(Arrays.copyOf(key, BLOCK), "AES"), new IvParameterSpec(vector));
        return cipher;
    }
}
