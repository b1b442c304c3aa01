package io.palebluedot.hardware.credential;

import io.vertx.mutiny.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Envelope encryption with AES-256-GCM (NIST SP 800-38D): every secret has its own random key, wrapped by a key of the key file. The
 * id of the secret's owner is authenticated with both, so that a row copied to another owner does not open.
 *
 * <p>Layout: version (1), nonce (12), wrapped key (48), nonce (12), ciphertext with tag.
 */
@ApplicationScoped
public class Envelope {

    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int WRAPPED = 48;
    private static final int KEY_BYTES = 32;

    private final CredentialKeys keys;
    private final SecureRandom random = new SecureRandom();

    Envelope(CredentialKeys keys) {
        this.keys = keys;
    }

    /** Seals under the current key for the owner of that id. */
    public Sealed seal(String ownerId, String secret) {
        var ring = keys.ring();
        byte[] dataKey = random(KEY_BYTES);
        byte[] keyNonce = random(NONCE);
        byte[] nonce = random(NONCE);
        byte[] owner = ownerId.getBytes(StandardCharsets.UTF_8);
        try {
            byte[] wrapped = crypt(Cipher.ENCRYPT_MODE, ring.key(ring.current()), keyNonce, owner, dataKey);
            byte[] sealed = crypt(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(dataKey, "AES"),
                    nonce,
                    owner,
                    secret.getBytes(StandardCharsets.UTF_8));
            var blob = ByteBuffer.allocate(1 + NONCE + WRAPPED + NONCE + sealed.length)
                    .put(VERSION)
                    .put(keyNonce)
                    .put(wrapped)
                    .put(nonce)
                    .put(sealed);
            return new Sealed(ring.current(), Buffer.buffer(blob.array()));
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /**
     * Opens what was sealed for the owner of that id.
     *
     * @throws IllegalStateException when the key is unknown, or owner or content is not what was sealed
     */
    public String open(String ownerId, Sealed sealed) {
        var blob = ByteBuffer.wrap(sealed.secret().getBytes());
        checkLayout(blob);
        byte[] owner = ownerId.getBytes(StandardCharsets.UTF_8);
        byte[] keyNonce = take(blob, NONCE);
        byte[] wrapped = take(blob, WRAPPED);
        byte[] nonce = take(blob, NONCE);
        byte[] dataKey = crypt(Cipher.DECRYPT_MODE, keys.ring().key(sealed.keyId()), keyNonce, owner, wrapped);
        try {
            byte[] plain = crypt(
                    Cipher.DECRYPT_MODE, new SecretKeySpec(dataKey, "AES"), nonce, owner, take(blob, blob.remaining()));
            return new String(plain, StandardCharsets.UTF_8);
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /**
     * The same secret under the current key; only the key of the secret is opened, never the secret.
     *
     * @throws IllegalStateException when the key is unknown, or owner or content is not what was sealed
     */
    Sealed rewrap(String ownerId, Sealed sealed) {
        var ring = keys.ring();
        byte[] owner = ownerId.getBytes(StandardCharsets.UTF_8);
        var blob = ByteBuffer.wrap(sealed.secret().getBytes());
        checkLayout(blob);
        byte[] keyNonce = take(blob, NONCE);
        byte[] dataKey = crypt(Cipher.DECRYPT_MODE, ring.key(sealed.keyId()), keyNonce, owner, take(blob, WRAPPED));
        try {
            byte[] nonce = random(NONCE);
            byte[] wrapped = crypt(Cipher.ENCRYPT_MODE, ring.key(ring.current()), nonce, owner, dataKey);
            var again = ByteBuffer.allocate(sealed.secret().length())
                    .put(VERSION)
                    .put(nonce)
                    .put(wrapped)
                    .put(blob);
            return new Sealed(ring.current(), Buffer.buffer(again.array()));
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    private static void checkLayout(ByteBuffer blob) {
        if (blob.remaining() < 1 + NONCE + WRAPPED + NONCE || blob.get() != VERSION) {
            throw new IllegalStateException("sealed secret has an unknown layout");
        }
    }

    private static byte[] crypt(int mode, SecretKey key, byte[] nonce, byte[] owner, byte[] input) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(owner);
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealed secret does not open", e);
        }
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] take(ByteBuffer from, int length) {
        byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }
}
