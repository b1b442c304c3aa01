package io.palebluedot.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenVerifierTest {

    @TempDir
    private Path folder;

    private EllipticCurveJsonWebKey userKey;
    private EllipticCurveJsonWebKey serviceKey;
    private TokenVerifier verifier;

    @BeforeEach
    void writeKeys() throws JoseException, IOException {
        userKey = key("user-1");
        serviceKey = key("service-1");
        var jwks = folder.resolve("jwks.json");
        Files.writeString(
                jwks, new JsonWebKeySet(userKey, serviceKey).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
        verifier = new TokenVerifier(config(jwks));
    }

    @Test
    void namesTheUserOfAGoodToken() throws JoseException {
        var caller = verifier.verify(sign(userKey, claims("u-1")));
        assertThat(caller.id()).isEqualTo("u-1");
        assertThat(caller.roles()).containsExactly(Role.ENGINEER);
        assertThat(caller.projects()).containsExactly("p-1");
        assertThat(caller.toString()).doesNotContain("eyJ");
    }

    @Test
    void aUserKeyNeverMakesAService() throws JoseException {
        var claims = claims("u-1");
        claims.setStringListClaim("roles", "service");
        assertThat(verifier.verify(sign(userKey, claims)).roles()).isEmpty();
    }

    @Test
    void aServiceKeyMakesAServiceOnly() throws JoseException {
        assertThat(verifier.verify(sign(serviceKey, claims("hardware-service"))).roles())
                .containsExactly(Role.SERVICE);
    }

    @Test
    void refusesAnExpiredToken() throws JoseException {
        var claims = claims("u-1");
        claims.setExpirationTimeMinutesInTheFuture(-1);
        refused(sign(userKey, claims));
    }

    @Test
    void refusesAnotherAudience() throws JoseException {
        var claims = claims("u-1");
        claims.setAudience("somebody-else");
        refused(sign(userKey, claims));
    }

    @Test
    void refusesAKeyThatIsNotInTheSet() throws JoseException {
        refused(sign(key("user-1"), claims("u-1")));
    }

    @Test
    void refusesAnUnsignedToken() throws JoseException {
        var signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(org.jose4j.jwa.AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
        signature.setPayload(claims("u-1").toJson());
        refused(signature.getCompactSerialization());
    }

    @Test
    void refusesThePublicKeyUsedAsASharedSecret() throws JoseException {
        var signature = new JsonWebSignature();
        signature.setPayload(claims("u-1").toJson());
        signature.setKeyIdHeaderValue("user-1");
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signature.setKey(new HmacKey(userKey.getPublicKey().getEncoded()));
        refused(signature.getCompactSerialization());
    }

    @Test
    void refusesWhatIsNoToken() {
        List.of("", "x", "a.b.c", "x".repeat(10_000)).forEach(this::refused);
    }

    @Test
    void learnsOfANewKeyWithoutARestart() throws JoseException, IOException {
        verifier = new TokenVerifier(config(folder.resolve("jwks.json")));
        var added = key("user-2");
        Files.writeString(
                folder.resolve("jwks.json"),
                new JsonWebKeySet(userKey, added).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
        assertThat(verifier.verify(sign(added, claims("u-2"))).id()).isEqualTo("u-2");
    }

    private void refused(String token) {
        assertThatThrownBy(() -> verifier.verify(token))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        e -> assertThat(e.failure()).isInstanceOf(Failure.Unauthenticated.class));
    }

    private static JwtClaims claims(String subject) {
        var claims = new JwtClaims();
        claims.setIssuer("palebluedot");
        claims.setAudience("palebluedot");
        claims.setSubject(subject);
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setStringListClaim("roles", "engineer");
        claims.setStringListClaim("projects", "p-1");
        return claims;
    }

    private static EllipticCurveJsonWebKey key(String id) throws JoseException {
        var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        key.setKeyId(id);
        return key;
    }

    private static String sign(EllipticCurveJsonWebKey key, JwtClaims claims) throws JoseException {
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        return signature.getCompactSerialization();
    }

    private static IdentityConfig config(Path jwks) {
        return new IdentityConfig() {
            @Override
            public Optional<Path> jwksFile() {
                return Optional.of(jwks);
            }

            @Override
            public Optional<Path> serviceKeyFile() {
                return Optional.empty();
            }
        };
    }
}
