package io.palebluedot.local.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * The secrets of one installation, each in a file of mode 0600: signing keys, the key for BMC credentials, passwords. Made once; never
 * printed but by who asks for them.
 */
public final class LocalKeys {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ISSUER = "palebluedot";
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private final Path folder;

    private LocalKeys(Path folder) {
        this.folder = folder;
    }

    /** The secrets in {@code folder}; those that are missing are made. */
    public static LocalKeys in(Path folder) {
        var keys = new LocalKeys(folder);
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (!Files.exists(keys.jwks())) {
                keys.makeSigningKeys();
            }
            if (!Files.exists(keys.credentialKey())) {
                byte[] key = new byte[32];
                RANDOM.nextBytes(key);
                keys.write(
                        keys.credentialKey(), "local-1:" + Base64.getEncoder().encodeToString(key) + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
        return keys;
    }

    public Path jwks() {
        return folder.resolve("jwks.json");
    }

    public Path userKey() {
        return folder.resolve("user.jwk");
    }

    public Path serviceKey() {
        return folder.resolve("service.jwk");
    }

    public Path credentialKey() {
        return folder.resolve("credential.keys");
    }

    /** The random password of that name, the same on each call. */
    public String password(String name) {
        Path file = folder.resolve(name + ".password");
        try {
            if (!Files.exists(file)) {
                byte[] bytes = new byte[24];
                RANDOM.nextBytes(bytes);
                write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A user token for scripts against this installation, an hour long. */
    public String token(String subject, String role, List<String> projects) {
        try {
            var key = PublicJsonWebKey.Factory.newPublicJwk(Files.readString(userKey()));
            var claims = new JwtClaims();
            claims.setIssuer(ISSUER);
            claims.setAudience(ISSUER);
            claims.setSubject(subject);
            claims.setIssuedAtToNow();
            claims.setExpirationTime(
                    NumericDate.fromSeconds(System.currentTimeMillis() / 1000 + TOKEN_LIFE.toSeconds()));
            claims.setStringClaim("name", subject);
            claims.setStringListClaim("roles", role);
            claims.setStringListClaim("projects", projects);
            var signature = new JsonWebSignature();
            signature.setPayload(claims.toJson());
            signature.setKey(key.getPrivateKey());
            signature.setKeyIdHeaderValue(key.getKeyId());
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            return signature.getCompactSerialization();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Environment by which services find the keys. */
    public Map<String, String> environment() {
        return Map.of(
                "PBD_JWKS_FILE",
                jwks().toString(),
                "PBD_SERVICE_KEY_FILE",
                serviceKey().toString());
    }

    private void makeSigningKeys() throws JoseException, IOException {
        var user = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        user.setKeyId("user-local-1");
        var service = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        service.setKeyId("service-local-1");
        write(userKey(), user.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
        write(serviceKey(), service.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
        write(jwks(), new JsonWebKeySet(user, service).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
    }

    private void write(Path file, String text) throws IOException {
        // First aside: whoever is killed in between leaves no half-written secret behind.
        Path staged = Files.createTempFile(
                folder,
                ".",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(staged, text);
        Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
