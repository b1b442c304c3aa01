package io.palebluedot.rpc;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Tokens with which this service calls others on its own account; signed here, five minutes long, renewed before they end. */
@ApplicationScoped
public class ServiceTokens {

    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final Duration RENEW_BEFORE = Duration.ofMinutes(1);

    private final String service;
    private final @Nullable Path keyFile;
    private volatile Token token = new Token("", Instant.EPOCH);

    private record Token(String text, Instant expires) {}

    ServiceTokens(IdentityConfig config, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.service = service;
        this.keyFile = config.serviceKeyFile().orElse(null);
    }

    /** A token with at least a minute to live. */
    public String current() {
        var held = token;
        if (held.expires().minus(RENEW_BEFORE).isAfter(Instant.now())) {
            return held.text();
        }
        var renewed = new Token(sign(), Instant.now().plus(LIFETIME));
        token = renewed;
        return renewed.text();
    }

    private String sign() {
        if (keyFile == null) {
            throw Failures.unauthenticated("PBD_SERVICE_KEY_FILE is not set: this service cannot call others");
        }
        try {
            var key = PublicJsonWebKey.Factory.newPublicJwk(Files.readString(keyFile));
            var claims = new JwtClaims();
            claims.setIssuer(TokenVerifier.ISSUER);
            claims.setAudience(TokenVerifier.ISSUER);
            claims.setSubject(service);
            claims.setIssuedAtToNow();
            claims.setExpirationTimeMinutesInTheFuture((float) LIFETIME.toMinutes());
            var signature = new JsonWebSignature();
            signature.setPayload(claims.toJson());
            signature.setKey(key.getPrivateKey());
            signature.setKeyIdHeaderValue(key.getKeyId());
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            return signature.getCompactSerialization();
        } catch (IOException | JoseException e) {
            throw new IllegalStateException("the service key " + keyFile + " cannot be used", e);
        }
    }
}
