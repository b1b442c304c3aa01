package io.palebluedot.local.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what was downloaded. */
final class Checksum {

    private Checksum() {}

    /** A wrong checksum is never passed over: the file may be damaged or tampered with. */
    static void verify(Path file, String sha256, String what) throws IOException {
        String actual = sha256(file);
        if (!actual.equals(sha256)) {
            throw new LocalException("checksum of the " + what + " is wrong: expected " + sha256 + ", got " + actual
                    + "; it was deleted. Install nats-server yourself and set PBD_NATS_SERVER to it, or try again.");
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[65_536];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
