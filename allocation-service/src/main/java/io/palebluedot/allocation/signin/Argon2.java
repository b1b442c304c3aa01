package io.palebluedot.allocation.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) with OWASP's second parameter set: 19 MiB, two passes, one lane. Hashes are kept in the PHC string format, with their own
 * parameters, so that stronger ones can come later. Takes tens of milliseconds: never on an event loop.
 */
final class Argon2 {

    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    /** Bounds on what a stored hash may ask for. */
    private static final int MAX_MEMORY_KIB = 262_144;

    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

    private Argon2() {}

    static String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        // Not a constant: a native executable must not carry a seed from the build.
        new SecureRandom().nextBytes(salt);
        byte[] hash = derive(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES);
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + ENCODER.encodeToString(salt)
                + "$" + ENCODER.encodeToString(hash);
    }

    static boolean verify(String password, String phc) {
        String[] parts = phc.split("\\$", -1);
        if (parts.length != 6 || !parts[1].equals("argon2id") || !parts[2].equals("v=19")) {
            throw new IllegalStateException("the stored password hash is not Argon2id");
        }
        String[] costs = parts[3].split(",", -1);
        int memory = cost(costs[0], "m=");
        if (memory > MAX_MEMORY_KIB) {
            throw new IllegalStateException("the stored password hash asks for too much memory");
        }
        byte[] expected = Base64.getDecoder().decode(parts[5]);
        byte[] actual = derive(
                password,
                Base64.getDecoder().decode(parts[4]),
                memory,
                cost(costs[1], "t="),
                cost(costs[2], "p="),
                expected.length);
        return MessageDigest.isEqual(expected, actual);
    }

    private static int cost(String text, String name) {
        if (!text.startsWith(name)) {
            throw new IllegalStateException("the stored password hash has no " + name);
        }
        return Integer.parseInt(text.substring(name.length()));
    }

    private static byte[] derive(String password, byte[] salt, int memory, int passes, int lanes, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
