package io.palebluedot.allocation.signin;

import io.palebluedot.allocation.AllocationConfig;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import io.palebluedot.rpc.TokenVerifier;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Signs users' tokens (ES256); only this service has the key. In production it does not start without one. */
@Startup
@ApplicationScoped
public class TokenSigner {

    /** The longest that a user's token lives. */
    public static final Duration LIFETIME = Duration.ofHours(1);

    private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

    private final @Nullable PublicJsonWebKey key;

    TokenSigner(AllocationConfig config) {
        var file = config.userKeyFile().orElse(null);
        if (file == null) {
            if (LaunchMode.current() == LaunchMode.NORMAL) {
                throw new IllegalStateException("PBD_USER_KEY_FILE is not set");
            }
            key = null;
            return;
        }
        try {
            key = PublicJsonWebKey.Factory.newPublicJwk(Files.readString(file));
        } catch (IOException | JoseException e) {
            throw new IllegalStateException("the users' key " + file + " cannot be used", e);
        }
    }

    public IssuedToken sign(Identity identity, Duration lifetime) {
        if (key == null) {
            throw Failures.unavailable("NO_USER_KEY", "PBD_USER_KEY_FILE is not set: nobody can sign in", RETRY_AFTER);
        }
        var claims = new JwtClaims();
        var expires = NumericDate.now();
        expires.addSeconds(lifetime.toSeconds());
        claims.setIssuer(TokenVerifier.ISSUER);
        claims.setAudience(TokenVerifier.ISSUER);
        claims.setSubject(identity.userId().toString());
        claims.setClaim("name", identity.name());
        claims.setStringListClaim(
                "roles", identity.roles().stream().map(Role::wireName).sorted().toList());
        claims.setStringListClaim("projects", identity.projects());
        claims.setIssuedAtToNow();
        claims.setGeneratedJwtId();
        claims.setExpirationTime(expires);
        return new IssuedToken(signed(claims, key), lifetime, identity);
    }

    private static String signed(JwtClaims claims, PublicJsonWebKey key) {
        try {
            var signature = new JsonWebSignature();
            signature.setPayload(claims.toJson());
            signature.setKey(key.getPrivateKey());
            signature.setKeyIdHeaderValue(key.getKeyId());
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("a token cannot be signed", e);
        }
    }
}
