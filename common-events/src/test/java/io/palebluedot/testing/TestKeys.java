package io.palebluedot.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Keys of this test run, in files as the services expect them, and tokens signed with them. */
public final class TestKeys {

    private static final EllipticCurveJsonWebKey USER = key("user-test");
    private static final EllipticCurveJsonWebKey SERVICE = key("service-test");
    private static final Path FOLDER = write();

    private TestKeys() {}

    public static Path jwksFile() {
        return FOLDER.resolve("jwks.json");
    }

    public static Path userKeyFile() {
        return FOLDER.resolve("user.jwk");
    }

    public static Path serviceKeyFile() {
        return FOLDER.resolve("service.jwk");
    }

    public static Path credentialKeyFile() {
        return FOLDER.resolve("credential.keys");
    }

    /** A user token with the role and the project ids. */
    public static String user(String id, String role, String... projects) {
        var claims = claims(id);
        claims.setStringListClaim("roles", role);
        claims.setStringListClaim("projects", List.of(projects));
        claims.setStringClaim("name", id);
        return sign(USER, claims);
    }

    /** A token of a service. */
    public static String service(String name) {
        return sign(SERVICE, claims(name));
    }

    private static JwtClaims claims(String subject) {
        var claims = new JwtClaims();
        claims.setIssuer("palebluedot");
        claims.setAudience("palebluedot");
        claims.setSubject(subject);
        claims.setExpirationTimeMinutesInTheFuture(60);
        return claims;
    }

    private static String sign(EllipticCurveJsonWebKey key, JwtClaims claims) {
        try {
            var signature = new JsonWebSignature();
            signature.setPayload(claims.toJson());
            signature.setKey(key.getPrivateKey());
            signature.setKeyIdHeaderValue(key.getKeyId());
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EllipticCurveJsonWebKey key(String id) {
        try {
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path write() {
        try {
            var folder = Files.createTempDirectory("pbd-keys");
            Files.writeString(
                    folder.resolve("jwks.json"),
                    new JsonWebKeySet(USER, SERVICE).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
            Files.writeString(folder.resolve("user.jwk"), USER.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
            Files.writeString(
                    folder.resolve("service.jwk"), SERVICE.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
            Files.writeString(
                    folder.resolve("credential.keys"), "test-1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
